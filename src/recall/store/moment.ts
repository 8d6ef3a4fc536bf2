import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { localDay, zoneWindows } from '../rules/zone-windows.ts'

/** An instant T of one clinic, as statements need it: the day it falls on there, and the zone's offsets. */
export interface Moment {
  readonly asOf: Temporal.Instant
  readonly today: Temporal.PlainDate
  /** IANA, of the clinic. */
  readonly zone: string
  /** The clinic-local day of an instant column or expression; never names a zone to PostgreSQL (law 14). */
  localDay(instant: RawBuilder<unknown>): RawBuilder<Temporal.PlainDate>
}

/** The first instant of a day of the clinic. */
export function dayStart(day: Temporal.PlainDate, { zone }: Moment): Temporal.Instant {
  return day.toZonedDateTime(zone).toInstant()
}

/** Appointments are made at most this far ahead; their days are asked for too. */
const aheadHours = 24 * 366 * 5

/** The moment `asOf` in the zone of the transaction's clinic. */
export async function momentOf(db: ModuleDb<'recall'>, asOf: Temporal.Instant): Promise<Moment> {
  const clinic = await db.read
    .selectFrom('clinic.clinic')
    .select('zone')
    .where('id', '=', db.clinicId)
    .executeTakeFirstOrThrow()
  const { starts, offsetSeconds } = zoneWindows(clinic.zone, asOf.add({ hours: aheadHours }))
  const offsets = offsetSeconds.map((seconds) => `${seconds} seconds`)
  // width_bucket finds the window by bisection, so that a million instants need no join against two hundred windows.
  return {
    asOf,
    today: localDay(asOf, clinic.zone),
    zone: clinic.zone,
    localDay: (instant) =>
      sql`(${instant} at time zone 'UTC' + (${offsets}::interval[])[width_bucket(${instant}, ${starts}::timestamptz[])])::date`,
  }
}
