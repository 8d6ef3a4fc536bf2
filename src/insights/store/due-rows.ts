import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Language } from '../../platform/rules/language.ts'
import type { DueFilter } from '../../recall/contract.ts'
import { dueFilter } from '../../recall/due-filter.ts'
import { type DueCandidates, findDueCandidates } from '../../recall/find-due-candidates.ts'
import { recallAnswers } from '../../recall/recall-answers.ts'
import type { OverdueBand } from '../../recall/rules/bands.ts'
import type { DueSort } from '../../recall/rules/due-tabs.ts'
import type { PauseKind, RecallStatus } from '../../recall/rules/status.ts'
import { streamRows } from '../../recall/stream-rows.ts'
import { withHashPlans } from '../../recall/with-hash-plans.ts'
import type { DueListQuery } from '../contract/due-list.ts'

export interface DueRow {
  readonly patient_id: string
  readonly full_name: string
  readonly language: Language | null
  readonly type_key: string
  readonly due_effective: Temporal.PlainDate
  readonly overdue_days: number
  readonly status: RecallStatus
  readonly band: OverdueBand | null
  readonly booked_at: Temporal.Instant | null
  readonly is_unclear: boolean
  readonly paused_until: Temporal.PlainDate | null
  readonly pause_kind: PauseKind | null
  /** Who recalls the patient instead of us. */
  readonly recalled_by: string | null
}

/** A row that leaves the house in a file. */
export interface ExportedDueRow extends DueRow {
  /** The number in the practice system. */
  readonly external_id: string
}

/** How many more are looked at when too few of those found so far belong on the page. */
const widening = 4

/** One page of a tab; only those who may stand on it, or before it, are judged. */
export async function readDuePage(db: ModuleDb<'insights'>, query: DueListQuery): Promise<readonly DueRow[]> {
  const recall = db.as('recall')
  for (let most = query.page * query.pageSize * 2; ; most *= widening) {
    const found = await findDueCandidates(recall, { filter: query, sort: query.sort, most })
    const rows = await judgedPage(db, query, found)
    if (found.isWhole || rows.length === query.pageSize) return rows
  }
}

async function judgedPage(
  db: ModuleDb<'insights'>,
  query: DueListQuery,
  { patientIds, through }: DueCandidates,
): Promise<readonly DueRow[]> {
  const recall = db.as('recall')
  const answers = await recallAnswers(recall, { patientIds })
  const isReached =
    query.sort === 'latest_due' ? sql`a.due_effective >= ${through}` : sql`a.due_effective <= ${through}`
  return withHashPlans(recall, async () =>
    db.sql<DueRow>(sql`
      select ${columns(db)}
      from ${answers} a join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = a.patient_id
        and p.id = any(${patientIds}::uuid[])
      where ${dueFilter(query)} ${through === null ? sql`` : sql`and ${isReached}`}
      order by ${orders[query.sort]}
      limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`),
  )
}

/** Every row of a tab in the order of its pages, from a cursor; valid inside the transaction only. */
export async function streamDueRows(
  db: ModuleDb<'insights'>,
  query: DueFilter & { readonly sort: DueSort },
): Promise<AsyncIterable<ExportedDueRow>> {
  const recall = db.as('recall')
  const answers = await recallAnswers(recall)
  return streamRows<ExportedDueRow>(
    recall,
    sql`
      select ${columns(db)}, p.external_id
      from ${answers} a join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = a.patient_id
      where ${dueFilter(query)}
      order by ${orders[query.sort]}`,
  )
}

function columns(db: ModuleDb<'insights'>): RawBuilder<unknown> {
  return sql`a.patient_id, p.full_name, p.language, a.type_key, a.due_effective, a.overdue_days, a.status, a.band,
    a.booked_at, a.is_unclear, a.paused_until, a.pause_kind, ${recalledBy(db, sql`a`)} as recalled_by`
}

/** Who recalls a patient instead, of an answer whose silence says so. */
export function recalledBy(db: ModuleDb<'insights'>, answer: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql`case when ${answer}.pause_kind = 'co_managed' then (
    select g.recalled_by from recall.arrangement g
    where g.clinic_id = ${db.clinicId} and g.patient_id = ${answer}.patient_id and g.type_key = ${answer}.type_key
      and g.kind = 'co_managed' and g.ended_at is null) end`
}

/** Names break ties, ids the rest, so that a page never repeats a row of the page before. */
const orders: Readonly<Record<DueSort, RawBuilder<unknown>>> = {
  longest_overdue: sql`due_effective, full_name, patient_id, type_key`,
  latest_due: sql`due_effective desc, full_name, patient_id, type_key`,
  name: sql`full_name, patient_id, type_key`,
}
