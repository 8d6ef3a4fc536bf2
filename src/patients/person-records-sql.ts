import { type RawBuilder, sql } from 'kysely'

/**
 * Every record of a person, by the one that is alive, as a table `(id)` to join by: what happened on a merged record
 * happened to the person. Two look-ups by index; the record asked about comes first, whether or not it is stored.
 */
export function personRecordsSql(clinicId: string, patient: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select ${patient} as id
    union all
    select r.id from patients.patient r where r.clinic_id = ${clinicId} and r.merged_into = ${patient})`
}
