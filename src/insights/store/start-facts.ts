import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { auditQuestions } from '../contract/audit.ts'
import type { StartFacts } from '../rules/guided-start.ts'

type Db = ModuleDb<'insights'>

/** What there is to start with; of large tables it looks at a row. */
export async function startFacts(db: Db): Promise<Omit<StartFacts, 'linksOpen'>> {
  const clinic = db.clinicId
  const [row] = await db.sql<Omit<StartFacts, 'linksOpen'>>(sql`
    with account as (
      select a.id, a.provider <> 'loopback' as is_real from outreach.account a
      where a.clinic_id = ${clinic} and a.state <> 'ended'
    ),
    type as (
      select t.service_keys from recall.recall_type t where t.clinic_id = ${clinic} and t.disabled_at is null
    )
    select exists (select from patients.patient where clinic_id = ${clinic}) as "hasPatients",
      exists (select from scheduling.visit where clinic_id = ${clinic}) as "hasVisits",
      exists (select from patients.consent where clinic_id = ${clinic} and state = 'given') as "hasConsent",
      case when exists (select from insights.audit_measurement where clinic_id = ${clinic} and state = 'done') then 'measured'
        when exists (select from insights.audit_measurement where clinic_id = ${clinic} and state in ('waiting', 'running'))
          then 'under_way' else 'none' end as audit,
      ${auditQuestions.length} - (select count(distinct question)::int from insights.audit_answer where clinic_id = ${clinic})
        as "questionsOpen",
      (select count(*)::int from type) as "typesOn",
      (select count(*)::int from type t where cardinality(t.service_keys) > 0 and not exists (
        select from scheduling.service s where s.clinic_id = ${clinic} and s.ended_at is null and s.key = any(t.service_keys)))
        as "typesWithoutService",
      exists (select from scheduling.service where clinic_id = ${clinic} and ended_at is null) as "hasServices",
      exists (select from scheduling.resource r where r.clinic_id = ${clinic} and r.ended_at is null and (
        exists (select from scheduling.weekly_hours h where h.clinic_id = ${clinic} and h.resource_id = r.id)
        or exists (select from scheduling.slot s
          where s.clinic_id = ${clinic} and s.resource_id = r.id and s.starts_at > ${db.now}))) as "hasHours",
      (select count(*)::int from account) as accounts,
      (select count(*)::int from account where is_real) as "realAccounts",
      exists (select from account a join outreach.message m on m.clinic_id = ${clinic} and m.account_id = a.id
        where a.is_real and m.state = 'accepted')
        or exists (select from account a join outreach.test_message t on t.clinic_id = ${clinic} and t.account_id = a.id
          where a.is_real and t.state = 'accepted' and t.delivery <> 'failed') as "hasSent",
      (select count(*)::int from campaigns.campaign where clinic_id = ${clinic}) as campaigns,
      (select count(*)::int from campaigns.campaign where clinic_id = ${clinic} and started_at is not null)
        as "campaignsStarted"`)
  if (row === undefined) throw new Error('a statement without a table gave no row')
  return row
}

export interface StartChoice {
  readonly choice: 'not_now' | 'go_on'
  readonly at: Temporal.Instant
  readonly by: string
}

/** What was said last about the guided start; null: nobody said anything. */
export async function newestStartChoice(db: Db): Promise<StartChoice | null> {
  const row = await db.read
    .selectFrom('insights.guided_start_choice')
    .select(['choice', 'made_at as at', 'made_by as by'])
    .where('clinic_id', '=', db.clinicId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}
