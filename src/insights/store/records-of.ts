import { type RawBuilder, sql } from 'kysely'
import { personRecordsSql } from '../../patients/person-records-sql.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'

/** `= ${recordsOf(…)}`: any record of the person. The ids are found first, so that each table is read by its index. */
export function recordsOf(
  db: ModuleDb<'insights'>,
  patientId: string,
  type: 'uuid' | 'text' = 'uuid',
): RawBuilder<unknown> {
  const records = personRecordsSql(db.clinicId, sql`${patientId}::uuid`)
  return sql`any(array(select own.id::${sql.raw(type)} from ${records} own))`
}
