import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Language } from '../../platform/rules/language.ts'
import { answerTables, liveAppointment } from './cycle-answers.ts'
import { duplicateTable } from './cycle-scope.ts'
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
  const unclear = await unclearQuery(db)
  if (unclear === null) return { total: 0, rows: [] }
  const rows = await db.sql<UnclearVisit & { readonly total: number }>(sql`
    select u.*, count(*) over ()::int as total from (${unclear}) u
    order by u."startsAt", u."fullName", u."appointmentId", u."typeKey" limit ${limit} offset ${offset}`)
  const [first] = rows
  if (first !== undefined || offset === 0) return { total: first?.total ?? 0, rows }
  return { total: await countUnclearVisits(db), rows }
}

/** How many wait for a person. */
export async function countUnclearVisits(db: Db): Promise<number> {
  const unclear = await unclearQuery(db)
  if (unclear === null) return 0
  const [row] = await db.sql<{ total: number }>(sql`select count(*)::int as total from (${unclear}) u`)
  return row?.total ?? 0
}

/** Null: no appointment comes into question. Asked about few patients, so that a clinic of a million costs no more. */
export async function unclearQuery(db: Db): Promise<RawBuilder<unknown> | null> {
  const moment = await momentOf(db, db.now)
  const candidates = await candidatesOf(db, moment)
  if (candidates.length === 0) return null
  const patientIds = await withMergedRecords(db, candidates)
  const scope = { moment, patientIds }
  const cycles = sql`
    select c.* from recall.cycle c
    where c.clinic_id = ${db.clinicId} and c.closed_at is null and c.patient_id = any(${patientIds}::uuid[])`
  return sql`
    with recursive ${ruleTables(db)}, ${duplicateTable(db, scope)}, ${answerTables(db, scope, cycles)}
    select l.id as "appointmentId", a.type_key as "typeKey", r.names as "typeNames", p.id as "patientId",
      p.full_name as "fullName", p.language, f.starts_at as "startsAt", f.ends_at as "endsAt", s.name as "serviceName",
      f.reason, a.due_effective as "dueOn", a.overdue_days as "overdueDays"
    from answer a
      join recall_rule r on r.key = a.type_key
      join live l on l.patient_id = a.patient_id
      join scheduling.appointment f on f.clinic_id = ${db.clinicId} and f.id = l.id
      join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = a.patient_id
      left join scheduling.service s on s.clinic_id = ${db.clinicId} and s.id = f.service_id
      left join said k on k.appointment_id = l.id and k.type_key = a.type_key
    where a.status = 'booked' and a.is_unclear and k.appointment_id is null
      and (l.service_key is null or l.service_key = any(r.service_keys))`
}

/**
 * Patients with an appointment that could be unclear: without a service, or further ahead than any type's grace lets it
 * plainly answer.
 */
async function candidatesOf(db: Db, moment: Moment): Promise<readonly string[]> {
  const rows = await db.sql<{ patientId: string }>(sql`
    select distinct a.patient_id as "patientId"
    from scheduling.appointment a
    where a.clinic_id = ${db.clinicId} and ${liveAppointment(db, moment)}
      and exists (
        select from recall.recall_type t where t.clinic_id = ${db.clinicId} and t.disabled_at is null
          and (a.service_id is null or ${moment.localDay(sql`a.starts_at`)} > ${moment.today}::date + t.grace_days))`)
  return rows.map(({ patientId }) => patientId)
}
