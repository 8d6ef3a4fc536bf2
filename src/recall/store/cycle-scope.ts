import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Moment } from './moment.ts'

export interface CycleScope {
  readonly moment: Moment
  /** Only these records; a person's duplicates must be among them. Absent: the whole clinic. */
  readonly patientIds?: readonly string[]
}

/** A condition that keeps a statement to the patients asked for, each table by its own index. */
export function askedFor(patientIds: readonly string[] | undefined) {
  return (column: RawBuilder<unknown>): RawBuilder<unknown> =>
    patientIds === undefined ? sql`` : sql`and ${column} = any(${patientIds}::uuid[])`
}

/** Merged records and the survivor at the end of the chain. */
export function duplicateTable(
  db: ModuleDb<'recall'>,
  { patientIds }: Pick<CycleScope, 'patientIds'>,
): RawBuilder<unknown> {
  const asked = askedFor(patientIds)(sql`p.id`)
  return sql`
    merge_step (id, survivor) as (
      select p.id, p.merged_into from patients.patient p
      where p.clinic_id = ${db.clinicId} and p.merged_into is not null ${asked}
      union
      select m.id, p.merged_into
      from merge_step m join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = m.survivor
      where p.merged_into is not null ${asked}
    ),
    duplicate as (
      select m.id, m.survivor
      from merge_step m left join (select distinct id from merge_step) further on further.id = m.survivor
      where further.id is null
    )`
}
