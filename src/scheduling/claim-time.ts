import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { BookedVia } from './events.ts'
import { ownSource } from './own-source.ts'
import { fitsOpenTime } from './rules/open-times.ts'
import { minuteMs, type Span } from './rules/span.ts'
import {
  type AppointmentRow,
  endAppointment,
  liveAppointmentsOf,
  lockPatient,
  resourceIdsOf,
} from './store/appointment.ts'
import { openTimesQuestion, type ResourceAvailability, readAvailability } from './store/availability.ts'
import { claimTime, expireStaleHolds, lockResources } from './store/occupancy.ts'

export interface TimeRequest {
  readonly patientId: string
  /** Null: a visit without a named service; then `minutes` is needed. */
  readonly serviceId: string | null
  /** Default: as long as the service takes. */
  readonly minutes?: number
  readonly startsAt: Temporal.Instant
  /** What the visit occupies: a practitioner, and a chair or room where there is one. */
  readonly resourceIds: readonly string[]
  readonly via: BookedVia
  /** The sending stream whose outreach led here, and what it was about; null for none. */
  readonly origin: string | null
  readonly subjectKey: string | null
  /** The appointment that this one moves. */
  readonly replaces?: string | null
  /** Asking again with the same key gives the same appointment. */
  readonly key?: string
  /** Staff may book when the clinic is closed; patients may not. */
  readonly isOutsideHoursAllowed?: boolean
}

export type BookingRefusal = {
  readonly kind:
    | 'taken'
    | 'not_open'
    | 'in_the_past'
    /** The hold that was to be booked ended otherwise. */
    | 'not_held'
    | 'unknown_patient'
    | 'unknown_service'
    | 'unknown_resource'
}

/** What the patient already has, or what was claimed now. */
export type ClaimedTime =
  | { readonly kind: 'has_booking'; readonly appointmentId: string }
  | { readonly kind: 'has_hold'; readonly appointmentId: string }
  | { readonly kind: 'claimed'; readonly appointmentId: string; readonly endsAt: Temporal.Instant }

type Db = ModuleDb<'scheduling'>

/**
 * Claims a time for one patient (law 10), as a hold or at once. Whoever has a live future appointment for the same
 * service keeps that one; another hold of the same patient gives way.
 */
export async function claimFor(
  db: Db,
  request: TimeRequest,
  heldUntil: Temporal.Instant | null,
): Promise<Result<ClaimedTime, BookingRefusal>> {
  if (Temporal.Instant.compare(request.startsAt, db.now) <= 0) return fail({ kind: 'in_the_past' })
  if (request.resourceIds.length === 0) return fail({ kind: 'unknown_resource' })
  if (!(await lockPatient(db, request.patientId))) return fail({ kind: 'unknown_patient' })
  const live = await liveAppointmentsOf(db, request.patientId)
  const booking = live.find((one) => isSameBooking(one, request))
  if (booking !== undefined) return ok({ kind: 'has_booking', appointmentId: booking.id })
  const holds = live.filter(({ state }) => state === 'held')
  const sameHold = holds.find(
    (hold) =>
      hold.starts_at.equals(request.startsAt) && hold.service_id === request.serviceId && isFresh(db, hold),
  )
  if (sameHold !== undefined && (await sameResources(db, sameHold.id, request.resourceIds))) {
    return ok({ kind: 'has_hold', appointmentId: sameHold.id })
  }

  const minutes = request.minutes ?? (await minutesOf(db, request.serviceId))
  if (minutes === null) return fail({ kind: 'unknown_service' })
  const endsAt = request.startsAt.add({ minutes })
  const span = {
    from: request.startsAt.epochMilliseconds,
    to: request.startsAt.epochMilliseconds + minutes * minuteMs,
  }
  const availability = await readAvailability(db, {
    serviceId: null,
    resourceIds: request.resourceIds,
    frame: span,
    patientId: request.patientId,
  })
  const refusal = refusalOf(request, availability, span)
  if (refusal !== null) return fail(refusal)

  await clearTheWay(db, {
    request,
    endsAt,
    holds,
    hasStale: availability.some(({ hasStaleHold }) => hasStaleHold),
  })
  const appointmentId = db.ids.uuid(db.now)
  const isClaimed = await claimTime(db, {
    appointmentId,
    patientId: request.patientId,
    serviceId: request.serviceId,
    startsAt: request.startsAt,
    endsAt,
    resourceIds: request.resourceIds.toSorted(),
    heldUntil,
    via: request.via,
    origin: request.origin,
    subjectKey: request.subjectKey,
    replaces: request.replaces ?? null,
    externalId: (await freeKey(db, request.key)) ?? appointmentId,
  })
  return isClaimed ? ok({ kind: 'claimed', appointmentId, endsAt }) : fail({ kind: 'taken' })
}

/** Whether the patient has this visit already. Staff may plan several of one service ahead; patients book one. */
export function isSameBooking(one: AppointmentRow, request: TimeRequest): boolean {
  if (one.state !== 'booked' || one.id === request.replaces) return false
  if (one.external_id === request.key) return true
  return request.via !== 'staff' && one.service_id === request.serviceId
}

function isFresh(db: Db, hold: AppointmentRow): boolean {
  return hold.held_until !== null && Temporal.Instant.compare(hold.held_until, db.now) > 0
}

async function sameResources(
  db: Db,
  appointmentId: string,
  resourceIds: readonly string[],
): Promise<boolean> {
  const held = await resourceIdsOf(db, appointmentId)
  return held.join() === resourceIds.toSorted().join()
}

/** A key names one appointment for ever: once that one has ended, the next gets a name of its own. */
async function freeKey(db: Db, key: string | undefined): Promise<string | null> {
  if (key === undefined) return null
  const used = await db.read
    .selectFrom('scheduling.appointment')
    .select('id')
    .where('clinic_id', '=', db.clinicId)
    .where('source', '=', ownSource)
    .where('external_id', '=', key)
    .executeTakeFirst()
  return used === undefined ? key : null
}

async function minutesOf(db: Db, serviceId: string | null): Promise<number | null> {
  if (serviceId === null) return null
  const service = await db.read
    .selectFrom('scheduling.service')
    .select('minutes')
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', serviceId)
    .executeTakeFirst()
  return service?.minutes ?? null
}

function refusalOf(
  request: TimeRequest,
  availability: readonly ResourceAvailability[],
  span: Span,
): BookingRefusal | null {
  if (availability.length < new Set(request.resourceIds).size) return { kind: 'unknown_resource' }
  if (availability.some(({ busy }) => busy.length > 0)) return { kind: 'taken' }
  if (request.isOutsideHoursAllowed === true) return null
  const frame = { between: span, minutes: (span.to - span.from) / minuteMs }
  const isOpen = availability.every((one) => fitsOpenTime(openTimesQuestion(one, frame), span.from))
  return isOpen ? null : { kind: 'not_open' }
}

/** Ends what stands in the way: this patient's other holds, and anybody's holds whose time is up. */
async function clearTheWay(
  db: Db,
  way: {
    readonly request: TimeRequest
    readonly endsAt: Temporal.Instant
    readonly holds: readonly AppointmentRow[]
    readonly hasStale: boolean
  },
): Promise<void> {
  const { request, endsAt, holds, hasStale } = way
  if (holds.length === 0 && !hasStale && request.resourceIds.length === 1) return
  const touched = new Set(request.resourceIds)
  for (const { id } of holds) for (const resourceId of await resourceIdsOf(db, id)) touched.add(resourceId)
  await lockResources(db, [...touched])
  for (const { id } of holds) await endAppointment(db, id, { state: 'expired', reason: 'replaced' })
  await expireStaleHolds(db, { resourceIds: request.resourceIds, startsAt: request.startsAt, endsAt })
}
