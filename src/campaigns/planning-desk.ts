import { sql } from 'kysely'
import { type ClinicProfile, readClinic } from '../clinic/read-clinic.ts'
import { personRecordsSql } from '../patients/person-records-sql.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Language } from '../platform/rules/language.ts'
import { findOpenTimes, type OpenTime } from '../scheduling/find-open-times.ts'

/** What the planner needs to know about one patient, gathered for a whole batch. */
export interface PlannedPatient {
  readonly id: string
  readonly language: Language
  /** IANA. */
  readonly zone: string
  readonly visitAheadAt: Temporal.Instant | null
  readonly hasBirthDate: boolean
  /** By channel, the address asked first. */
  readonly contactPoints: Readonly<Partial<Record<'sms' | 'email', string>>>
}

export interface SendingAccount {
  readonly id: string
  readonly acceptsReplies: boolean
  /** Minor currency units for one part. */
  readonly partCost: number
}

/** One run of the planner: the clinic, its accounts, its patients, and open times fetched once per service. */
export interface PlanningDesk {
  readonly clinic: ClinicProfile
  readonly accounts: Readonly<Partial<Record<'sms' | 'email', SendingAccount>>>
  readonly patients: ReadonlyMap<string, PlannedPatient>
  offersFor(
    patientId: string,
    typeKey: string | null,
  ): Promise<{ readonly serviceId: string | null; readonly times: readonly OpenTime[] }>
}

/** How far ahead times are offered, from tomorrow on. */
const offerDays = 21
const offersPerMessage = 2

export async function openPlanningDesk(
  db: ModuleDb<'campaigns'>,
  patientIds: readonly string[],
): Promise<PlanningDesk> {
  const clinic = await readClinic(db.as('clinic'))
  const services = new Map<string | null, Promise<{ serviceId: string | null; times: readonly OpenTime[] }>>()
  return {
    clinic,
    accounts: await readAccounts(db),
    patients: await readPatients(db, patientIds, clinic),
    offersFor: async (patientId, typeKey) => {
      const known = services.get(typeKey) ?? openTimesFor(db, clinic, typeKey)
      services.set(typeKey, known)
      const { serviceId, times } = await known
      return { serviceId, times: pick(times, patientId) }
    },
  }
}

export async function readAccounts(db: ModuleDb<'campaigns'>): Promise<PlanningDesk['accounts']> {
  const rows = await db.read
    .selectFrom('outreach.account')
    .select(['id', 'channel', 'accepts_replies', 'part_cost_minor'])
    .where('clinic_id', '=', db.clinicId)
    .where('state', '<>', 'ended')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const accounts: Partial<Record<'sms' | 'email', SendingAccount>> = {}
  for (const row of rows)
    accounts[row.channel] ??= {
      id: row.id,
      acceptsReplies: row.accepts_replies,
      partCost: row.part_cost_minor,
    }
  return accounts
}

interface PatientRow {
  readonly id: string
  readonly language: Language | null
  readonly zone: string | null
  readonly visit_ahead_at: Temporal.Instant | null
  readonly has_birth_date: boolean
  readonly phone_id: string | null
  readonly email_id: string | null
}

async function readPatients(
  db: ModuleDb<'campaigns'>,
  patientIds: readonly string[],
  clinic: ClinicProfile,
): Promise<ReadonlyMap<string, PlannedPatient>> {
  const first = (kind: 'phone' | 'email') => sql`(
    select pc.contact_point_id from patients.patient_contact pc
    join patients.contact_point cp on cp.clinic_id = pc.clinic_id and cp.id = pc.contact_point_id
    where pc.clinic_id = ${db.clinicId} and pc.patient_id = p.id and pc.ended_at is null and cp.kind = ${kind} and cp.validity <> 'invalid'
    order by pc.rank, (pc.use = 'mobile') desc, pc.contact_point_id limit 1)`
  const rows = await db.sql<PatientRow>(sql`
    select p.id, p.language, p.zone, p.birth_date is not null as has_birth_date, ${first('phone')} as phone_id, ${first('email')} as email_id,
      (select min(a.starts_at) from ${personRecordsSql(db.clinicId, sql`p.id`)} own
        join scheduling.appointment a on a.clinic_id = ${db.clinicId} and a.patient_id = own.id
        where a.starts_at > ${db.now} and a.state in ('held', 'booked')) as visit_ahead_at
    from patients.patient p
    where p.clinic_id = ${db.clinicId} and p.id = any(${[...new Set(patientIds)]}::uuid[])`)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        language: row.language ?? clinic.language,
        zone: row.zone ?? clinic.zone,
        visitAheadAt: row.visit_ahead_at,
        hasBirthDate: row.has_birth_date,
        contactPoints: {
          ...(row.phone_id === null ? {} : { sms: row.phone_id }),
          ...(row.email_id === null ? {} : { email: row.email_id }),
        },
      },
    ]),
  )
}

/** Times for the service that satisfies the recall type; without one, for the clinic's shortest bookable service. */
async function openTimesFor(
  db: ModuleDb<'campaigns'>,
  clinic: ClinicProfile,
  typeKey: string | null,
): Promise<{ serviceId: string | null; times: readonly OpenTime[] }> {
  const [service] = await db.sql<{ id: string }>(sql`
    select s.id from scheduling.service s
    left join recall.recall_type t on t.clinic_id = s.clinic_id and t.key = ${typeKey}
    where s.clinic_id = ${db.clinicId} and s.ended_at is null and s.is_bookable
    order by coalesce(s.key = any(t.service_keys), false) desc, s.minutes, s.key limit 1`)
  if (service === undefined) return { serviceId: null, times: [] }
  const tomorrow = db.now.toZonedDateTimeISO(clinic.zone).toPlainDate().add({ days: 1 })
  const times = await findOpenTimes(db.as('scheduling'), {
    serviceId: service.id,
    from: tomorrow.toZonedDateTime(clinic.zone).toInstant(),
    to: tomorrow.add({ days: offerDays }).toZonedDateTime(clinic.zone).toInstant(),
    limit: 400,
    order: 'soonest',
  })
  return { serviceId: service.id, times }
}

/** Every patient gets other times, so that one batch does not offer the same hour to everybody. */
function pick(times: readonly OpenTime[], patientId: string): readonly OpenTime[] {
  if (times.length === 0) return []
  const start = Number.parseInt(patientId.replaceAll('-', '').slice(-8), 16) % times.length
  const rotated = [...times.slice(start), ...times.slice(0, start)]
  const chosen: OpenTime[] = []
  for (const time of rotated) {
    const day = dayOf(time)
    if (chosen.some((one) => dayOf(one) === day)) continue
    chosen.push(time)
    if (chosen.length === offersPerMessage) break
  }
  return chosen.sort((one, other) => Temporal.Instant.compare(one.startsAt, other.startsAt))
}

function dayOf(time: OpenTime): string {
  return time.startsAt.toZonedDateTimeISO(time.zone).toPlainDate().toString()
}
