import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { bandDays, type InactivityBand, type OverdueBand } from './rules/bands.ts'
import { answerTables } from './store/cycle-answers.ts'
import { askedFor, duplicateTable } from './store/cycle-scope.ts'
import { deadTable } from './store/lapsed-patients.ts'
import { momentOf } from './store/moment.ts'
import { ruleTables } from './store/recall-rules.ts'

/** A column list of `lapsedPatients`. */
export interface LapsedPatient {
  readonly patient_id: string
  readonly band: OverdueBand | InactivityBand
  /** The cycle that is longest overdue; null where the band counts from the last visit. */
  readonly type_key: string | null
  readonly triggered_on: Temporal.PlainDate | null
  readonly due_effective: Temporal.PlainDate | null
  /** Null for whoever has no completed visit (a procedure alone can start a cycle). */
  readonly last_visit_on: Temporal.PlainDate | null
  /** Staff asked for silence about one of the recalls, not about the one that has lapsed. */
  readonly has_pause: boolean
}

/**
 * The set form of rules/lapse.ts over the stored cycles and standing at this moment, one row per person, as a query in
 * parentheses to select from; run it inside `withHashPlans`. `records` asks about those of a query that gives an array of
 * records with all their duplicates. Who is dead, merged or formally gone is not in it.
 */
export async function lapsedPatients(
  db: ModuleDb<'recall'>,
  { records }: { readonly records?: RawBuilder<unknown> } = {},
): Promise<RawBuilder<LapsedPatient>> {
  const moment = await momentOf(db, db.now)
  const scope = records === undefined ? {} : { patientIds: records }
  const asked = askedFor(records)
  const days = bandDays(moment.today)
  const cycles = sql`select c.* from recall.cycle c where c.clinic_id = ${db.clinicId} and c.closed_at is null
    ${asked(sql`c.patient_id`)}`
  return sql`(with recursive ${ruleTables(db)}, ${duplicateTable(db, scope)},
    ${answerTables(db, { moment, ...scope }, cycles)},
    ${deadTable(db, moment, records)},
    open_cycle as (
      select patient_id, bool_or(status = 'lapsed' and band is not null) as has_lapsed, bool_or(status = 'paused') as has_pause
      from answer group by patient_id
    ),
    longest as (
      select distinct on (a.patient_id) a.patient_id, a.type_key, a.triggered_on, a.due_effective, a.band
      from answer a where a.status = 'lapsed' and a.band is not null
      order by a.patient_id, a.due_effective, a.type_key
    ),
    seen_last as (
      select s.patient_id, ${moment.localDay(sql`s.last_visit_at`)} as last_visit_on
      from recall.standing s
      where s.clinic_id = ${db.clinicId} and s.last_visit_at is not null ${asked(sql`s.patient_id`)}
    )
    select p.id as patient_id, coalesce(o.band, case
        when v.last_visit_on <= ${days.twentyFourMonthsAgo}::date then 'inactive_24_plus'
        when v.last_visit_on <= ${days.eighteenMonthsAgo}::date then 'inactive_18_24'
        else 'inactive_12_18' end) as band,
      o.type_key, o.triggered_on, o.due_effective, v.last_visit_on, coalesce(s.has_pause, false) as has_pause
    from patients.patient p
      left join open_cycle s on s.patient_id = p.id
      left join longest o on o.patient_id = p.id
      left join seen_last v on v.patient_id = p.id
      left join dead x on x.patient_id = p.id
    where p.clinic_id = ${db.clinicId} and p.merged_into is null and x.patient_id is null ${asked(sql`p.id`)}
      and (p.left_at is null or p.left_at > ${moment.asOf})
      and case when s.patient_id is null then v.last_visit_on <= ${days.twelveMonthsAgo}::date else s.has_lapsed end)`
}
