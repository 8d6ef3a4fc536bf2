import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Language } from '../../platform/rules/language.ts'
import { dueFilter } from '../../recall/due-filter.ts'
import { recallAnswers } from '../../recall/recall-answers.ts'
import type { OverdueBand } from '../../recall/rules/bands.ts'
import { type DueTab, statusesOfTab } from '../../recall/rules/due-tabs.ts'
import type { PauseKind, RecallStatus } from '../../recall/rules/status.ts'
import { withHashPlans } from '../../recall/with-hash-plans.ts'
import type { DueListQuery, DueSort } from '../contract/due-list.ts'

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

export interface DuePage {
  readonly counts: Readonly<Record<DueTab, number>>
  readonly total: number
  readonly rows: readonly DueRow[]
}

/** One page of a tab, how many the filters let through, and how many each tab holds: one statement, one snapshot. */
export async function readDuePage(db: ModuleDb<'insights'>, query: DueListQuery): Promise<DuePage> {
  const recall = db.as('recall')
  const answers = await recallAnswers(recall)
  const found = await withHashPlans(recall, async () =>
    db.sql<
      {
        by_status: Readonly<Record<string, number>> | null
        total: number
        patient_id: string | null
      } & DueRow
    >(sql`
      with answer as materialized (select * from ${answers} a),
      picked as materialized (
        select a.*, p.full_name, p.language
        from answer a join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = a.patient_id
        where ${dueFilter(query)}
      ),
      tally as (
        select (select jsonb_object_agg(s.status, s.cycles) from (select status, count(*) as cycles from answer group by status) s) as by_status,
          (select count(*) from picked) as total
      )
      select t.by_status, t.total, r.*
      from tally t left join lateral (
        select k.patient_id, k.full_name, k.language, k.type_key, k.due_effective, k.overdue_days, k.status, k.band,
          k.booked_at, k.is_unclear, k.paused_until, k.pause_kind, ${recalledBy(db, sql`k`)} as recalled_by
        from picked k
        order by ${orders[query.sort]}
        limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}
      ) r on true
      order by ${orders[query.sort]}`),
  )
  const byStatus = found[0]?.by_status ?? {}
  const inTab = (tab: DueTab) => statusesOfTab[tab].reduce((sum, status) => sum + (byStatus[status] ?? 0), 0)
  return {
    counts: {
      due_soon: inTab('due_soon'),
      overdue: inTab('overdue'),
      lapsed: inTab('lapsed'),
      booked: inTab('booked'),
      paused: inTab('paused'),
    },
    total: found[0]?.total ?? 0,
    rows: found.filter((row) => row.patient_id !== null),
  }
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
