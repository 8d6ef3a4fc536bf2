import { sql } from 'kysely'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import { json } from '../platform/db/database.ts'
import { stageRows } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'

/** Up to where an input is taken in: every file before `file`, and its first `unit` rows or resources. */
export interface ImportPosition {
  readonly file: string
  readonly unit: number
}

export interface ImportCounts {
  readonly read: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly refused: number
  readonly waiting: number
  readonly withheld: number
}

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

/** Another process goes on with the same input: the one that saved first has it. */
export class ImportTakenOver extends Error {
  constructor() {
    super('another import of the same input is under way')
  }
}

/**
 * Saves how far a run has come, in the transaction that took the rows in: a broken run loses and repeats nothing.
 * Throws ImportTakenOver when the record does not stand where this run left it.
 */
export async function saveImportProgress(
  db: ModuleDb<'patients'>,
  batchId: string,
  saved: { readonly before: unknown; readonly progress: unknown; readonly counts: ImportCounts },
): Promise<void> {
  const { counts } = saved
  const written = await db.write
    .updateTable('patients.import_batch')
    .set({
      position: json(saved.progress),
      read_count: counts.read,
      created_count: counts.created,
      updated_count: counts.updated,
      unchanged_count: counts.unchanged,
      refused_count: counts.refused,
      waiting_count: counts.waiting,
      withheld_count: counts.withheld,
    })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', batchId)
    .where('position', '=', json(saved.before))
    .executeTakeFirst()
  if (written.numUpdatedRows === 0n) throw new ImportTakenOver()
}

/** Ends the record of a run; audited. A failed one goes on where it stopped when the same input comes again. */
export async function closeImportBatch(
  db: ModuleDb<'patients'>,
  batchId: string,
  end: { readonly state: 'done' | 'failed'; readonly counts: ImportCounts; readonly actor: Actor },
): Promise<void> {
  await db.write
    .updateTable('patients.import_batch')
    .set({ state: end.state, finished_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', batchId)
    .execute()
  await recordAudit(db.as('clinic'), {
    actor: end.actor,
    action: end.state === 'done' ? 'import.finished' : 'import.failed',
    subjectKind: 'import_batch',
    subjectId: batchId,
    detail: { ...end.counts },
  })
}

/** What was not taken in, and why. Reasons never repeat what a row holds. */
export interface ImportRefusal {
  readonly file: string
  /** Null: the file as a whole. */
  readonly line: number | null
  /** Null: the row as a whole. */
  readonly field: string | null
  readonly reason: string
}

/** Keeps every refusal of a run, however many; `sequence` numbers them from the run's start. */
export async function recordRefusals(
  db: ModuleDb<'patients'>,
  batchId: string,
  refusals: readonly (ImportRefusal & { readonly sequence: number })[],
): Promise<void> {
  if (refusals.length === 0) return
  await stageRows(db, {
    name: 'refusal_stage',
    columns: { sequence: 'integer', file: 'text', line: 'integer', field: 'text', reason: 'text' },
    rows: refusals.map((refusal) => [
      refusal.sequence,
      refusal.file,
      refusal.line,
      refusal.field,
      refusal.reason,
    ]),
  })
  await db.run(sql`
    insert into patients.import_refusal (clinic_id, batch_id, sequence, file, line, field, reason)
    select ${db.clinicId}::uuid, ${batchId}::uuid, sequence, file, line, field, reason from refusal_stage
    on conflict do nothing`)
}
