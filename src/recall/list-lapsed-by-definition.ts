import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { LapseDefinition } from './packs/load-lapse-definitions.ts'
import type { DriftReason } from './rules/drift-reasons.ts'
import { driftReasonOf } from './store/drift-reasons.ts'
import { lapseFindings } from './store/lapse-findings.ts'
import { streamRows } from './stream-rows.ts'

export interface DefinedLapse {
  readonly externalId: string
  readonly lastVisitEnd: Temporal.Instant | null
  /** Keys of packs/lapse. */
  readonly definitions: readonly string[]
  /** What somebody said of why they stay away. */
  readonly driftReason: DriftReason | null
}

/** Who has lapsed now by any of the definitions, longest away first. Writes nothing; rows are valid inside the transaction. */
export async function listLapsedByDefinition(
  db: ModuleDb<'recall'>,
  definitions: readonly LapseDefinition[],
): Promise<AsyncIterable<DefinedLapse>> {
  return streamRows<DefinedLapse>(
    db,
    sql`
      select p.external_id as "externalId", s.last_visit_at as "lastVisitEnd", f.definitions,
        w.reason as "driftReason"
      from ${await lapseFindings(db, definitions)} f
        join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = f.patient_id
        left join recall.standing s on s.clinic_id = ${db.clinicId} and s.patient_id = f.patient_id
        left join lateral (${driftReasonOf(db.clinicId, sql`f.patient_id`, sql`s.last_visit_at`)}) w on true
      order by s.last_visit_at nulls first, p.external_id, f.patient_id`,
  )
}
