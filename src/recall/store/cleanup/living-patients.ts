import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../../platform/db/module-db.ts'

/**
 * `patients.patient p where …`: those whom a clean-up is about, the set form of `isAskedAbout` of rules/cleanup-findings.ts.
 * Worded as the partial indexes are.
 */
export function livingPatients(db: ModuleDb<'recall'>): RawBuilder<unknown> {
  return sql`patients.patient p where p.clinic_id = ${db.clinicId} and ${isAskedAbout(db)}`
}

/** Of patient `p`; who was merged into them tells of a death too. */
export function isAskedAbout(db: ModuleDb<'recall'>): RawBuilder<unknown> {
  return sql`p.merged_into is null and not p.is_deceased and p.left_at is null and p.deceased_at is null
    and not exists (select from patients.patient e
      where e.clinic_id = ${db.clinicId} and e.merged_into = p.id and (e.is_deceased or e.deceased_at is not null))`
}

/**
 * That nothing is found for patient `p` by their own record nor, where a clinic has any, by one merged into it: two plain
 * questions, each of which an index answers.
 */
export async function noneOfPerson(
  db: ModuleDb<'recall'>,
  found: (record: RawBuilder<unknown>) => RawBuilder<unknown>,
): Promise<RawBuilder<unknown>> {
  const own = sql`not exists (select ${found(sql`p.id`)})`
  const [merged] = await db.sql(sql`
    select 1 from patients.patient where clinic_id = ${db.clinicId} and merged_into is not null limit 1`)
  if (merged === undefined) return own
  return sql`${own} and not exists (select from patients.patient m
    where m.clinic_id = ${db.clinicId} and m.merged_into = p.id and exists (select ${found(sql`m.id`)}))`
}
