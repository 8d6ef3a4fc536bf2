import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { assertNever } from '../../platform/rules/assert-never.ts'
import type { LapseDefinition } from '../packs/load-lapse-definitions.ts'
import type { LapseRule } from '../rules/lapse-definitions.ts'
import { answerTables, liveAppointment } from './cycle-answers.ts'
import { duplicateTable } from './cycle-scope.ts'
import { type Moment, momentOf } from './moment.ts'
import { ruleTables } from './recall-rules.ts'

/**
 * The set form of rules/lapse-definitions.ts over the stored cycles and standings at this moment: rows (patient_id,
 * definitions text[]) as a query in parentheses; run it inside `withHashPlans`. Who is dead, merged or formally gone is not
 * in it.
 */
export async function lapseFindings(
  db: ModuleDb<'recall'>,
  definitions: readonly LapseDefinition[],
): Promise<RawBuilder<{ readonly patient_id: string; readonly definitions: readonly string[] }>> {
  const moment = await momentOf(db, db.now)
  const cycles = sql`select c.* from recall.cycle c where c.clinic_id = ${db.clinicId} and c.closed_at is null`
  const findings = definitions.map(
    ({ key, rule }) => sql`
    select f.patient_id, ${key}::text as definition from (${findingOf(rule, moment)}) f`,
  )
  return sql`(with recursive ${ruleTables(db)}, ${duplicateTable(db, {})},
    ${answerTables(db, { moment }, cycles)},
    ${factTables(db, moment)}
    select f.patient_id, array_agg(distinct f.definition order by f.definition) as definitions
    from (${findings.length === 0 ? sql`select null::uuid as patient_id, null::text as definition where false` : sql.join(findings, sql` union all `)}) f
      join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = f.patient_id
      left join ahead h on h.patient_id = f.patient_id
    where h.patient_id is null and p.merged_into is null and not p.is_deceased
      and (p.deceased_at is null or p.deceased_at > ${moment.asOf}) and (p.left_at is null or p.left_at > ${moment.asOf})
    group by f.patient_id)`
}

/** `ahead`, `missed`, `remaining`, `came`: what the definitions look at, per surviving record. */
function factTables(db: ModuleDb<'recall'>, moment: Moment): RawBuilder<unknown> {
  const { asOf } = moment
  return sql`
    ahead as (
      select distinct coalesce(d.survivor, a.patient_id) as patient_id
      from scheduling.appointment a left join duplicate d on d.id = a.patient_id
      where a.clinic_id = ${db.clinicId} and ${liveAppointment(db, moment)}
    ),
    missed as (
      select coalesce(d.survivor, a.patient_id) as patient_id, s.key as service_key, max(${moment.localDay(sql`a.starts_at`)}) as missed_on
      from scheduling.appointment a
        left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
        left join duplicate d on d.id = a.patient_id
      where a.clinic_id = ${db.clinicId} and a.state in ('cancelled', 'no_show') and a.starts_at <= ${asOf}
      group by 1, 2
    ),
    remaining as (
      select coalesce(d.survivor, w.patient_id) as patient_id, max(coalesce(w.since, ${moment.today}::date)) as since
      from (
        select i.patient_id, coalesce(i.planned_on, ${moment.localDay(sql`t.starts_at`)}) as since
        from patients.plan_item i left join patients.treatment_plan t on t.clinic_id = i.clinic_id and t.id = i.plan_id
        where i.clinic_id = ${db.clinicId} and i.state = 'open'
          and (t.id is null or t.status not in ('completed', 'revoked', 'entered-in-error'))
        union all
        select p.patient_id, ${moment.localDay(sql`p.performed_at`)}
        from patients.procedure p
        where p.clinic_id = ${db.clinicId} and p.status in ('preparation', 'in-progress', 'on-hold')
      ) w left join duplicate d on d.id = w.patient_id
      group by 1
    ),
    came as (
      select s.patient_id, ${moment.localDay(sql`s.last_visit_at`)} as last_on
      from recall.standing s where s.clinic_id = ${db.clinicId} and s.last_visit_at is not null
    )`
}

function findingOf(rule: LapseRule, { today }: Moment): RawBuilder<unknown> {
  switch (rule.kind) {
    case 'overdue':
      return sql`
        select a.patient_id from answer a
        where a.status not in ('paused', 'booked') and a.due_effective <= ${today.subtract({ months: rule.months })}::date`
    case 'chronic_missed':
      return sql`
        select a.patient_id from answer a join recall_rule r on r.key = a.type_key and r.benchmark = 'chronic'
        where a.status not in ('paused', 'booked') and a.due_effective < ${today}::date
          and (a.status = 'lapsed' or exists (
            select from missed m
            where m.patient_id = a.patient_id and m.missed_on > a.triggered_on
              and (m.service_key is null or m.service_key = any(r.service_keys))))`
    case 'unfinished':
      return sql`
        select u.patient_id from remaining u left join came c on c.patient_id = u.patient_id
        where u.since > ${today.subtract({ months: rule.freshMonths })}::date
          and (c.last_on is null or c.last_on <= ${today.subtract({ days: rule.idleDays })}::date)`
    case 'inactive':
      return sql`
        select c.patient_id from came c
        where c.last_on <= ${today.subtract({ months: rule.fromMonths })}::date
          ${rule.toMonths === undefined ? sql`` : sql`and c.last_on > ${today.subtract({ months: rule.toMonths })}::date`}`
    default:
      return assertNever(rule)
  }
}
