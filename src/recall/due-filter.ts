import { type RawBuilder, sql } from 'kysely'
import type { DueFilter } from './contract.ts'
import { statusesOfTab } from './rules/due-tabs.ts'

/** Most patients that a search by name may name; a longer list is no answer to a search. */
const mostFound = 2_000

/** The filter of the due list as a condition on an answer `a` (recall-answers.ts) and its patient `p`. */
export function dueFilter(filter: DueFilter): RawBuilder<unknown> {
  const { tab, types, overdueFromDays, overdueToDays, language, search } = filter
  return sql.join(
    [
      sql`a.status = any(${statusesOfTab[tab]}::text[])`,
      ...(types.length === 0 ? [] : [sql`a.type_key = any(${types}::text[])`]),
      ...(overdueFromDays === undefined ? [] : [sql`a.overdue_days >= ${overdueFromDays}`]),
      ...(overdueToDays === undefined ? [] : [sql`a.overdue_days <= ${overdueToDays}`]),
      ...(language === undefined ? [] : [sql`p.language = ${language}`]),
      ...(search === ''
        ? []
        : [sql`a.patient_id in (select found.id from ${foundByName(search)} as found (id))`]),
    ],
    sql` and `,
  )
}

/** Law 13: text search runs in a function that checks the clinic itself. Rows `(id)`, to select from. */
export function foundByName(search: string): RawBuilder<unknown> {
  return sql`patients.search_patients(platform.folded(${search}), ${mostFound}::integer)`
}
