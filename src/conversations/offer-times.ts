import { sql } from 'kysely'
import { appointmentIdOf, enrolmentIdOf } from '../campaigns/rules/origins.ts'
import { readClinic } from '../clinic/read-clinic.ts'
import type { PromptAction } from '../outreach/prompt-plan.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { findOpenTimes, type OpenTime } from '../scheduling/find-open-times.ts'

type Db = ModuleDb<'conversations'>

export interface Offer {
  readonly serviceId: string | null
  readonly times: readonly OpenTime[]
}

export interface OfferWish {
  readonly patientId: string
  /** What the times are for: enrolment:<id> or appointment:<id>. */
  readonly subjectKey: string
  /** Offered before, so not again. */
  readonly options: Readonly<Record<string, PromptAction>>
}

/** From tomorrow on: an answer by SMS may be read hours later. */
const offerDays = 28
const offersPerText = 2

/** Two times that differ in day and part of day, none of them offered before while others are free. */
export async function findOffers(db: Db, wish: OfferWish): Promise<Offer> {
  const clinic = await readClinic(db.as('clinic'))
  const { serviceId, minutes } = await serviceFor(db, wish)
  const offered = new Set(
    Object.values(wish.options).flatMap((option) => (option.action === 'book' ? [option.startsAt] : [])),
  )
  const tomorrow = db.now.toZonedDateTimeISO(clinic.zone).toPlainDate().add({ days: 1 })
  const times = await findOpenTimes(db.as('scheduling'), {
    serviceId,
    ...(minutes === null ? {} : { minutes }),
    from: tomorrow.toZonedDateTime(clinic.zone).toInstant(),
    to: tomorrow.add({ days: offerDays }).toZonedDateTime(clinic.zone).toInstant(),
    limit: offersPerText + offered.size,
    order: 'spread',
    patientId: wish.patientId,
  })
  const fresh = times.filter((time) => !offered.has(time.startsAt.toString()))
  const chosen = fresh.length > 0 ? fresh : times
  return { serviceId, times: chosen.slice(0, offersPerText) }
}

interface WantedService {
  readonly serviceId: string | null
  /** For a visit without a named service: as long as it took before. */
  readonly minutes: number | null
}

/** The service of the visit to be moved, the one offered before, the one of the recall type, or the shortest. */
async function serviceFor(db: Db, wish: OfferWish): Promise<WantedService> {
  const appointmentId = appointmentIdOf(wish.subjectKey)
  if (appointmentId !== null) {
    const [visit] = await db.sql<{
      serviceId: string | null
      startsAt: Temporal.Instant
      endsAt: Temporal.Instant
    }>(sql`
      select service_id as "serviceId", starts_at as "startsAt", ends_at as "endsAt" from scheduling.appointment
      where clinic_id = ${db.clinicId} and id = ${appointmentId}`)
    if (visit !== undefined) {
      return { serviceId: visit.serviceId, minutes: visit.startsAt.until(visit.endsAt).total('minutes') }
    }
  }
  const before = Object.values(wish.options).find((option) => option.action === 'book')
  if (before !== undefined && before.serviceId !== null) return { serviceId: before.serviceId, minutes: null }
  const [service] = await db.sql<{ id: string }>(sql`
    select s.id from scheduling.service s
    left join campaigns.enrolment e on e.clinic_id = s.clinic_id and e.id = ${enrolmentIdOf(wish.subjectKey)}::uuid
    left join recall.recall_type t on t.clinic_id = s.clinic_id and t.key = e.type_key
    where s.clinic_id = ${db.clinicId} and s.ended_at is null and s.is_bookable
    order by coalesce(s.key = any(t.service_keys), false) desc, s.minutes, s.key limit 1`)
  return { serviceId: service?.id ?? null, minutes: null }
}
