import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { DueFilter } from './contract.ts'
import { dueFilter, namedPatients } from './due-filter.ts'
import { datedTabs } from './rules/due-tabs.ts'
import { spanTable } from './store/due-spans.ts'
import { judgedTables, notJudgedByDate } from './store/judged-cycles.ts'
import { momentOf } from './store/moment.ts'
import { withHashPlans } from './with-hash-plans.ts'

/** How many open cycles a filter of the due list lets through: by their dates as in count-due-tabs.ts, and one by one. */
export async function countDue(db: ModuleDb<'recall'>, filter: DueFilter): Promise<number> {
  const { today } = await momentOf(db, db.now)
  const isNamed = filter.search !== ''
  const judged = await judgedTables(db, isNamed ? namedPatients(filter) : notJudgedByDate(db, today))
  const isDated = !isNamed && datedTabs.some((tab) => tab === filter.tab)
  const [row] = await withHashPlans(db, async () =>
    db.sql<{ cycles: number }>(sql`
      with recursive ${judged},
      ${spanTable(db, { filter, today })},
      counted (cycles) as (
        ${isDated ? countedByDate(db, filter) : sql``}
        select count(*) from answer a join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = a.patient_id
        where ${dueFilter(filter)}
      )
      select sum(cycles)::integer as cycles from counted`),
  )
  return row?.cycles ?? 0
}

function countedByDate(
  db: ModuleDb<'recall'>,
  { language }: Pick<DueFilter, 'language'>,
): RawBuilder<unknown> {
  const inSpan = sql`c.type_key = s.key and c.due_effective between s.first_due and s.last_due`
  const speaks =
    language === undefined
      ? sql``
      : sql`join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = c.patient_id and p.language = ${language}`
  return sql`
    select count(*) from span s join recall.cycle c on ${inSpan} ${speaks}
    where c.clinic_id = ${db.clinicId} and c.closed_at is null
    union all
    select -count(*) from judged_cycle c join span s on ${inSpan} ${speaks}
    union all`
}
