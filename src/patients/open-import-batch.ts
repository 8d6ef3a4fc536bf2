import { sql } from 'kysely'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'

export interface ImportInput {
  readonly source: string
  readonly format: 'fhir' | 'csv' | 'simulation'
  /** As people know it: the name of the file or folder. */
  readonly label: string
  /** Of the input and its options: the same input goes on where a broken run stopped. */
  readonly fingerprint: string
  readonly actor: Actor
}

export interface OpenBatch<Progress> {
  readonly id: string
  /** What the broken run had saved; empty: a fresh start. */
  readonly progress: Partial<Progress>
}

/** Opens the record of a run, or the one that a broken run of the same input left; audited. */
export async function openImportBatch<Progress>(
  db: ModuleDb<'patients'>,
  input: ImportInput,
): Promise<OpenBatch<Progress>> {
  const broken = await db.sql<{ id: string; position: Partial<Progress> }>(sql`
    update patients.import_batch set state = 'running', finished_at = null
    where clinic_id = ${db.clinicId} and id = (
      select id from patients.import_batch
      where clinic_id = ${db.clinicId} and fingerprint = ${input.fingerprint} and state in ('running', 'failed')
      order by started_at desc limit 1)
    returning id, position`)
  const [found] = broken
  if (found !== undefined) return { id: found.id, progress: found.position }
  const id = db.ids.uuid(db.now)
  await db.write
    .insertInto('patients.import_batch')
    .values({
      clinic_id: db.clinicId,
      id,
      source: input.source,
      format: input.format,
      label: input.label,
      fingerprint: input.fingerprint,
      state: 'running',
      started_at: db.now,
    })
    .execute()
  await recordAudit(db.as('clinic'), {
    actor: input.actor,
    action: 'import.started',
    subjectKind: 'import_batch',
    subjectId: id,
    detail: { source: input.source, format: input.format, label: input.label },
  })
  return { id, progress: {} }
}
