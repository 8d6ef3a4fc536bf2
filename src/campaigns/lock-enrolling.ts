import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/**
 * One at a time takes patients of a clinic into campaigns: nobody gets into two, and a campaign does not stop being
 * `running` meanwhile. Always the campaign first, as whoever changes its state has it already.
 */
export async function lockEnrolling(db: ModuleDb<'campaigns'>, campaignId: string): Promise<void> {
  await db.sql(sql`
    select 1 from campaigns.campaign where clinic_id = ${db.clinicId} and id = ${campaignId} for no key update`)
  await db.sql(
    sql`select pg_advisory_xact_lock(hashtextextended(${`campaigns.enrolment ${db.clinicId}`}, 0))`,
  )
}
