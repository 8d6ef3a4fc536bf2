import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

export interface PatientTag {
  readonly tag: string
  /** Since when it is on, the earliest of those who put it on. */
  readonly since: Temporal.Instant
  /** Somebody here put it on; otherwise it came with an import only. */
  readonly isOwn: boolean
}

/** The tags that are on a patient now, those of the records merged into them included. */
export async function listPatientTags(
  db: ModuleDb<'patients'>,
  patientId: string,
): Promise<readonly PatientTag[]> {
  return db.sql<PatientTag>(sql`
    select t.tag, min(t.added_at) as since, bool_or(t.source = 'kembali') as "isOwn"
    from patients.patient p
    join patients.patient_tag t on t.clinic_id = p.clinic_id and t.patient_id = p.id and t.ended_at is null
    where p.clinic_id = ${db.clinicId} and (p.id = ${patientId} or p.merged_into = ${patientId})
    group by t.tag
    order by t.tag`)
}
