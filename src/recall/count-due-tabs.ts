import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { type DueTab, datedTabs, dueTabs, statusesOfTab } from './rules/due-tabs.ts'
import { datesOfTab } from './store/due-spans.ts'
import { judgedTables, notJudgedByDate } from './store/judged-cycles.ts'
import { momentOf } from './store/moment.ts'
import { withHashPlans } from './with-hash-plans.ts'

/**
 * How many open cycles each tab of the due list holds. Of most patients the stored due date says it, and an index counts
 * them; who has an appointment, a pause or a date that ran out is taken out of those counts and judged one by one.
 */
export async function countDueTabs(db: ModuleDb<'recall'>): Promise<Readonly<Record<DueTab, number>>> {
  const { today } = await momentOf(db, db.now)
  const judged = await judgedTables(db, notJudgedByDate(db, today))
  const rows = await withHashPlans(db, async () =>
    db.sql<{ tab: DueTab; cycles: number }>(sql`
      with recursive ${judged},
      ${datedTable(db, today)},
      counted (tab, cycles) as (
        select d.tab, (
          select count(*) from recall.cycle c
          where c.clinic_id = ${db.clinicId} and c.type_key = d.key and c.closed_at is null
            and c.due_effective between d.first_due and d.last_due)
        from dated d
        union all
        select d.tab, -1 from judged_cycle c
          join dated d on d.key = c.type_key and c.due_effective between d.first_due and d.last_due
        union all
        select t.tab, 1 from answer a join (${tabOfStatus()}) t on t.status = a.status
      )
      select tab, sum(cycles)::integer as cycles from counted group by tab`),
  )
  const found = new Map(rows.map(({ tab, cycles }) => [tab, cycles]))
  const countOf = (tab: DueTab) => found.get(tab) ?? 0
  return {
    due_soon: countOf('due_soon'),
    overdue: countOf('overdue'),
    lapsed: countOf('lapsed'),
    booked: countOf('booked'),
    paused: countOf('paused'),
  }
}

/** `dated (tab, key, first_due, last_due)`: the due dates of each tab and enabled type. */
function datedTable(db: ModuleDb<'recall'>, today: Temporal.PlainDate): RawBuilder<unknown> {
  const ofTab = (tab: DueTab) => {
    const { first, last } = datesOfTab(tab, today)
    return sql`select ${tab}::text, r.key, ${first}, ${last} from recall.recall_type r
      where r.clinic_id = ${db.clinicId} and r.disabled_at is null`
  }
  return sql`dated (tab, key, first_due, last_due) as (${sql.join(datedTabs.map(ofTab), sql` union all `)})`
}

function tabOfStatus(): RawBuilder<unknown> {
  return sql.join(
    dueTabs.map((tab) => sql`select ${tab}::text as tab, unnest(${statusesOfTab[tab]}::text[]) as status`),
    sql` union all `,
  )
}
