import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Language } from '../../platform/rules/language.ts'
import { withHashPlans } from '../with-hash-plans.ts'
import { answerTables, liveAppointment } from './cycle-answers.ts'
import { askedFor, duplicateTable } from './cycle-scope.ts'
import { withMergedRecords } from './merged-records.ts'
import { type Moment, momentOf } from './moment.ts'
import { ruleTables } from './recall-rules.ts'

type Db = ModuleDb<'recall'>

/** An appointment ahead that may or may not be for a recall type of its patient, and that nobody has judged yet. */
export interface UnclearVisit {
  readonly appointmentId: string
  readonly typeKey: string
  readonly typeNames: Readonly<Record<Language, string>>
  readonly patientId: string
  readonly fullName: string
  readonly language: Language | null
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  /** Null: the practice system does not say what it is for. */
  readonly serviceName: string | null
  /** What the practice system says about it in words. */
  readonly reason: string | null
  readonly dueOn: Temporal.PlainDate
  readonly overdueDays: number
}

/** A page of them, the soonest first, and how many there are. */
export async function readUnclearVisits(
  db: Db,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly total: number; readonly rows: readonly UnclearVisit[] }> {
  const unclear = await unclearVisits(db)
  if (unclear === null) return { total: 0, rows: [] }
  const [rows, counted] = await withHashPlans(db, async () => [
    await db.sql<UnclearVisit>(sql`
      select u.* from (${unclear.rows}) u
      order by u."startsAt", u."fullName", u."appointmentId", u."typeKey" limit ${limit} offset ${offset}`),
    await db.sql<{ total: number }>(sql`select count(*)::int as total from (${unclear.rows}) u`),
  ])
  return { total: counted[0]?.total ?? 0, rows }
}

export interface UnclearVisits {
  /** A query of `UnclearVisit` rows, to run inside `withHashPlans`. */
  readonly rows: RawBuilder<unknown>
  /** Later appointments were not looked at; null: all were. */
  readonly before: Temporal.Instant | null
}

/** So many of the appointments that come into question, the soonest first. */
export interface UnclearWindow {
  readonly from: Temporal.Instant | null
  readonly most: number
}

/** Null: no appointment comes into question. Asked about few patients, so that a clinic of a million costs no more. */
export async function unclearVisits(db: Db, window?: UnclearWindow): Promise<UnclearVisits | null> {
  const moment = await momentOf(db, db.now)
  const candidates = await candidatesOf(db, moment, window)
  if (candidates.length === 0) return null
  const patientIds = await withMergedRecords(db, [...new Set(candidates.map(({ patientId }) => patientId))])
  const before =
    window !== undefined && candidates.length >= window.most ? candidates.at(-1)?.startsAt : undefined
  const scope = { moment, patientIds }
  const asked = askedFor(patientIds)
  const cycles = sql`
    select c.* from recall.cycle c
    where c.clinic_id = ${db.clinicId} and c.closed_at is null ${asked(sql`c.patient_id`)}`
  const rows = sql`
    with recursive ${ruleTables(db)}, ${duplicateTable(db, scope)}, ${answerTables(db, scope, cycles)}
    select l.id as "appointmentId", a.type_key as "typeKey", r.names as "typeNames", p.id as "patientId",
      p.full_name as "fullName", p.language, f.starts_at as "startsAt", f.ends_at as "endsAt", s.name as "serviceName",
      f.reason, a.due_effective as "dueOn", a.overdue_days as "overdueDays"
    from answer a
      join recall_rule r on r.key = a.type_key
      join live l on l.patient_id = a.patient_id
      join scheduling.appointment f on f.clinic_id = ${db.clinicId} and f.id = l.id ${asked(sql`f.patient_id`)}
      join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = a.patient_id ${asked(sql`p.id`)}
      left join scheduling.service s on s.clinic_id = ${db.clinicId} and s.id = f.service_id
      left join said k on k.appointment_id = l.id and k.type_key = a.type_key
    where a.status = 'booked' and a.is_unclear and k.appointment_id is null
      and (l.service_key is null or l.service_key = any(r.service_keys))
      ${before === undefined ? sql`` : sql`and f.starts_at < ${before}`}`
  return { rows, before: before ?? null }
}

/**
 * Appointments that could be unclear: without a service, or further ahead than any type's grace lets them plainly answer;
 * in their order where only some are asked for.
 */
async function candidatesOf(
  db: Db,
  moment: Moment,
  window: UnclearWindow | undefined,
): Promise<readonly { readonly patientId: string; readonly startsAt: Temporal.Instant }[]> {
  const from = window?.from ?? null
  return db.sql<{ patientId: string; startsAt: Temporal.Instant }>(sql`
    select a.patient_id as "patientId", a.starts_at as "startsAt"
    from scheduling.appointment a
    where a.clinic_id = ${db.clinicId} and ${liveAppointment(db, moment)} ${from === null ? sql`` : sql`and a.starts_at >= ${from}`}
      and exists (
        select from recall.recall_type t where t.clinic_id = ${db.clinicId} and t.disabled_at is null
          and (a.service_id is null or ${moment.localDay(sql`a.starts_at`)} > ${moment.today}::date + t.grace_days))
    ${window === undefined ? sql`` : sql`order by a.starts_at limit ${window.most}`}`)
}
