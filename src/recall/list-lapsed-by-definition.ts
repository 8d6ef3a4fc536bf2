import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { LapseDefinition } from './packs/load-lapse-definitions.ts'
import { lapseFindings } from './store/lapse-findings.ts'
import { streamRows } from './store/stream-rows.ts'

export interface DefinedLapse {
  readonly externalId: string
  readonly lastVisitEnd: Temporal.Instant | null
  /** Keys of packs/lapse. */
  readonly definitions: readonly string[]
}

/** Who has lapsed now by any of the definitions, longest away first. Writes nothing; rows are valid inside the transaction. */
export async function listLapsedByDefinition(
  db: ModuleDb<'recall'>,
  definitions: readonly LapseDefinition[],
): Promise<AsyncIterable<DefinedLapse>> {
  return streamRows<DefinedLapse>(
    db,
    sql`
      select p.external_id as "externalId", s.last_visit_at as "lastVisitEnd", f.definitions
      from ${await lapseFindings(db, definitions)} f
        join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = f.patient_id
        left join recall.standing s on s.clinic_id = ${db.clinicId} and s.patient_id = f.patient_id
      order by s.last_visit_at nulls first, p.external_id, f.patient_id`,
  )
}
