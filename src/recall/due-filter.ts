import { type RawBuilder, sql } from 'kysely'
import { foundByWords } from '../patients/found-by-words.ts'
import type { DueFilter } from './contract.ts'
import { statusesOfTab } from './rules/due-tabs.ts'

/** Most patients that a search may name by one way of writing; a longer list is no answer to a search. */
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
      ...(search === '' ? [] : [sql`a.patient_id in (${namedPatients(filter)})`]),
    ],
    sql` and `,
  )
}

/** Patients whom a search names: a query of their ids. */
export function namedPatients({ search }: Pick<DueFilter, 'search'>): RawBuilder<unknown> {
  return sql`select found.id from ${foundByWords(search, mostFound)} as found`
}
