import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import {
  type Cohort,
  type ReturnCount,
  type Returns,
  returnMonths,
  type TypeReturns,
} from '../rules/look-back-counts.ts'
import { withHashPlans } from '../with-hash-plans.ts'
import { type CycleScope, duplicateTable, scopeOf } from './cycle-scope.ts'
import { dueCycleTables } from './due-cycles.ts'
import { ruleTables } from './recall-rules.ts'
import { triggerSources } from './trigger-facts.ts'

/**
 * Of the cycles that the enabled types gave as of the cohort's instant: how many were moved on by a later trigger. Who has
 * died, left or been merged away since is not counted. Reads facts only, no stored cycle.
 */
export async function countReturns(db: ModuleDb<'recall'>, cohort: Cohort): Promise<Returns> {
  const then = await scopeOf(db, { asOf: cohort.asOf })
  const now = await scopeOf(db, { asOf: db.now })
  await withHashPlans(db, async () => {
    await db.run(dueThen(db, then, cohort.months))
    await db.run(returnsSince(db, then, now))
  })
  const { today } = now.moment
  const counts = sql`count(*)::int as due,
    count(*) filter (where returned_on <= (due_on + make_interval(months => ${returnMonths}))::date)::int as returned,
    count(*) filter (where returned_on > (due_on + make_interval(months => ${returnMonths}))::date
      and returned_on <= ${today}::date)::int as late`
  const byType = await db.sql<TypeReturns>(sql`
    select type_key as "typeKey", ${counts} from due_return group by type_key order by type_key`)
  const [people] = await db.sql<ReturnCount>(sql`
    select ${counts} from (
      select distinct on (patient_id) due_on, returned_on from due_return order by patient_id, due_on, type_key
    ) person`)
  await db.run(sql`drop table due_then, due_return`)
  return { byType, people: people ?? { due: 0, returned: 0, late: 0 } }
}

function dueThen(db: ModuleDb<'recall'>, then: CycleScope, months: number): RawBuilder<unknown> {
  const from = then.moment.today
  return sql`
    create temp table due_then on commit drop as
    with recursive ${dueCycleTables(db, then)}
    select c.patient_id, c.type_key, c.due_computed as due_on, o.patient_id is not null as has_own
    from due_cycle c
      join recall_rule r on r.key = c.type_key
      left join own o on o.patient_id = c.patient_id and o.no = r.no and o.is_own
    where not c.is_superseded and c.due_computed >= ${from}::date and c.due_computed < ${from.add({ months })}::date`
}

/** A trigger of the type moves a cycle on, and so does one of a type that takes its place: the patient has come. */
function returnsSince(db: ModuleDb<'recall'>, then: CycleScope, now: CycleScope): RawBuilder<unknown> {
  const since = then.moment.asOf
  const { moment } = now
  const { localDay } = moment
  const others = triggerSources(db, now)
    .filter(({ kind }) => now.shape.triggerKinds.has(kind))
    .map(({ rows }) => sql`union all ${rows}`)
  return sql`
    create temp table due_return on commit drop as
    with recursive ${ruleTables(db)}, ${duplicateTable(db, now)},
    came as materialized (
      select v.patient_id, v.kind_code, v.ended_at as at from scheduling.visit v
      where v.clinic_id = ${db.clinicId} and v.status = 'finished' and v.ended_at > ${since} and v.ended_at <= ${moment.asOf}
      union all
      select a.patient_id, s.key, a.ends_at
      from scheduling.appointment a
        left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
      where a.clinic_id = ${db.clinicId} and a.state = 'fulfilled' and a.ends_at > ${since} and a.ends_at <= ${moment.asOf}
    ),
    event as (
      select coalesce(d.survivor, e.patient_id) as patient_id, e.no, ${localDay(sql`e.at`)} as on_day
      from (
        select c.patient_id, k.no, c.at from came c join code k on k.kind = 'visit' and k.code = c.kind_code
        ${sql.join(others, sql` `)}
      ) e (patient_id, no, at) left join duplicate d on d.id = e.patient_id
      where e.at > ${since}
    ),
    moving as (
      select into_no as no, from_no as event_no from kin where counts
      union
      select from_no, into_no from kin where not is_own
    ),
    moved as (
      select t.patient_id, t.type_key, e.on_day
      from due_then t join recall_rule r on r.key = t.type_key join moving m on m.no = r.no
        join event e on e.patient_id = t.patient_id and e.no = m.event_no
      union all
      select t.patient_id, t.type_key, ${localDay(sql`c.at`)}
      from due_then t join recall_rule r on r.key = t.type_key
        join code k on k.no = r.no and k.kind = 'any_visit'
        join (select coalesce(d.survivor, c.patient_id) as patient_id, c.at from came c left join duplicate d on d.id = c.patient_id) c
          on c.patient_id = t.patient_id
      where not t.has_own
    )
    select t.patient_id, t.type_key, t.due_on, min(m.on_day) as returned_on
    from due_then t
      join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = t.patient_id and p.merged_into is null
        and not p.is_deceased and p.deceased_at is null and (p.left_at is null or p.left_at > ${moment.asOf})
      left join moved m on m.patient_id = t.patient_id and m.type_key = t.type_key and m.on_day > ${then.moment.today}::date
    group by t.patient_id, t.type_key, t.due_on`
}
