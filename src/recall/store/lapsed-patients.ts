import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { bandDays } from '../rules/bands.ts'
import type { LapseReason } from '../rules/lapsed.ts'
import { liveAppointment } from './cycle-answers.ts'
import { type AskedRecords, askedFor, duplicateTable } from './cycle-scope.ts'
import type { Moment } from './moment.ts'

/**
 * The set form of rules/lapsed.ts: `"externalId", "lastVisitEnd", reasons`. Reasons are looked up for lapsed patients
 * only, each in one pass over its own table.
 */
export function lapsedQuery(db: ModuleDb<'recall'>, moment: Moment, overDays: number): RawBuilder<unknown> {
  return sql`
    with recursive ${duplicateTable(db, {})},
    ${completedTables(db, moment)},
    ${lapsedTable(db, moment, overDays)},
    ${recordTable},
    ${reasonTables(db, moment)}
    select l.external_id as "externalId", l.last_end as "lastVisitEnd",
      coalesce(array_agg(r.reason order by r.reason) filter (where r.reason is not null), '{}'::text[]) as reasons
    from lapsed l left join reason r on r.patient_id = l.patient_id
    group by l.patient_id, l.external_id, l.last_end
    order by l.last_end, l.external_id, l.patient_id`
}

/**
 * `last_completed (patient_id, last_end)`: the end of each person's last completed visit; `dead (patient_id)`: persons dead
 * by any of their records. They follow `duplicate`.
 */
function completedTables(db: ModuleDb<'recall'>, { asOf }: Moment): RawBuilder<unknown> {
  return sql`
    completed as (
      select v.patient_id, max(v.ended_at) as ended_at
      from scheduling.visit v
      where v.clinic_id = ${db.clinicId} and v.status = 'finished' and v.ended_at <= ${asOf}
      group by v.patient_id
      union all
      select a.patient_id, max(a.ends_at)
      from scheduling.appointment a
        left join scheduling.visit v on v.clinic_id = a.clinic_id and v.appointment_id = a.id and v.status = 'finished'
      where a.clinic_id = ${db.clinicId} and a.state = 'fulfilled' and a.ends_at <= ${asOf} and v.id is null
      group by a.patient_id
    ),
    last_completed as (
      select coalesce(d.survivor, c.patient_id) as patient_id, max(c.ended_at) as last_end
      from completed c left join duplicate d on d.id = c.patient_id
      group by 1
    ),
    ${deadTable(db, { asOf })}`
}

/** `dead (patient_id)`: persons dead by any of their records. */
export function deadTable(
  db: ModuleDb<'recall'>,
  { asOf }: Pick<Moment, 'asOf'>,
  records?: AskedRecords,
): RawBuilder<unknown> {
  return sql`
    dead as (
      select distinct coalesce(d.survivor, p.id) as patient_id
      from patients.patient p left join duplicate d on d.id = p.id
      where p.clinic_id = ${db.clinicId} and (p.deceased_at <= ${asOf} or p.deceased_at is null and p.is_deceased)
        ${askedFor(records)(sql`p.id`)}
    )`
}

/** `lapsed (patient_id, external_id, left_at, last_end)`. */
function lapsedTable(db: ModuleDb<'recall'>, { asOf }: Moment, overDays: number): RawBuilder<unknown> {
  return sql`
    lapsed as (
      select l.patient_id, p.external_id, p.left_at, l.last_end
      from last_completed l
        join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = l.patient_id
        left join dead x on x.patient_id = l.patient_id
      where p.merged_into is null and x.patient_id is null
        and l.last_end < ${asOf.subtract({ hours: overDays * 24 })}
    )`
}

/** Every record of a lapsed person, their own and those merged into it. */
const recordTable: RawBuilder<unknown> = sql`
  record as (
    select l.patient_id, l.patient_id as record_id, l.last_end from lapsed l
    union all
    select l.patient_id, d.id, l.last_end from lapsed l join duplicate d on d.survivor = l.patient_id
  )`

/** `reason (patient_id, reason)`, each pair once. */
function reasonTables(db: ModuleDb<'recall'>, moment: Moment): RawBuilder<unknown> {
  const { asOf, today } = moment
  const named = (reason: LapseReason) => sql`${reason}::text`
  return sql`
    booked as (
      select distinct r.patient_id
      from record r join scheduling.appointment a on a.clinic_id = ${db.clinicId} and a.patient_id = r.record_id
      where ${liveAppointment(db, moment)}
    ),
    reason (patient_id, reason) as (
      select l.patient_id, ${named('left_formally')} from lapsed l where l.left_at <= ${asOf}
      union
      select b.patient_id, ${named('booked')} from booked b
      union
      select l.patient_id, ${named('probably_lost')} from lapsed l
      where ${moment.localDay(sql`l.last_end`)} <= ${bandDays(today).thirtySixMonthsAgo}::date
      union
      select r.patient_id, ${named('cancelled_never_rebooked')}
      from record r join scheduling.appointment a on a.clinic_id = ${db.clinicId} and a.patient_id = r.record_id
        left join booked b on b.patient_id = r.patient_id
      where a.state in ('cancelled', 'no_show') and a.starts_at > r.last_end and a.starts_at <= ${asOf}
        and b.patient_id is null
      union
      select r.patient_id, ${named('unfinished_treatment')}
      from record r join patients.procedure p on p.clinic_id = ${db.clinicId} and p.patient_id = r.record_id
      where p.status in ('preparation', 'in-progress', 'on-hold') and coalesce(p.performed_at, ${asOf}) <= ${asOf}
      union
      select r.patient_id, ${named('unfinished_treatment')}
      from record r
        join patients.plan_item i on i.clinic_id = ${db.clinicId} and i.patient_id = r.record_id and i.state = 'open'
        left join patients.treatment_plan t on t.clinic_id = i.clinic_id and t.id = i.plan_id
      where (t.id is null or t.status not in ('completed', 'revoked', 'entered-in-error'))
        and coalesce(i.planned_on, ${moment.localDay(sql`t.starts_at`)}, ${today}::date)
          between ${today.subtract({ months: 36 })}::date and ${today}::date
      union
      select r.patient_id, ${named('insurance_changed')}
      from record r join patients.coverage c on c.clinic_id = ${db.clinicId} and c.patient_id = r.record_id
      where c.ends_on < ${today}::date and c.ends_on >= ${moment.localDay(sql`r.last_end`)}
      union
      (select distinct on (r.patient_id) r.patient_id, w.reason
       from record r join recall.drift_reason w on w.clinic_id = ${db.clinicId} and w.patient_id = r.record_id
       where w.recorded_at between r.last_end and ${asOf} and (w.ended_at is null or w.ended_at > ${asOf})
       order by r.patient_id, w.recorded_at desc, w.id desc)
      union
      (select l.patient_id, ${named('no_contact')} from lapsed l
       except
       select r.patient_id, ${named('no_contact')}
       from record r
         join patients.patient_contact k on k.clinic_id = ${db.clinicId} and k.patient_id = r.record_id
         join patients.contact_point p on p.clinic_id = k.clinic_id and p.id = k.contact_point_id
       where (k.ended_at is null or k.ended_at > ${asOf}) and p.validity <> 'invalid')
    )`
}
