import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { derivedUuid } from '../../platform/ids/ids.ts'
import type { BookedVia } from '../events.ts'
import { ownSource } from '../own-source.ts'

type Db = ModuleDb<'scheduling'>

/** One visit's claim on time. */
export interface Claim {
  readonly appointmentId: string
  readonly patientId: string
  readonly serviceId: string | null
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  /** Sorted: transactions that claim several resources meet in one order. */
  readonly resourceIds: readonly string[]
  /** Null: booked at once. */
  readonly heldUntil: Temporal.Instant | null
  readonly via: BookedVia
  readonly origin: string | null
  readonly subjectKey: string | null
  readonly replaces: string | null
  readonly externalId: string
}

/**
 * Transactions that free time before they claim time wait for each other per resource; those that only claim hold
 * nothing another could wait for. So no two can wait in a circle.
 */
export async function lockResources(db: Db, resourceIds: readonly string[]): Promise<void> {
  for (const resourceId of resourceIds.toSorted()) {
    const key = derivedUuid(db.clinicId, resourceId).replaceAll('-', '').slice(0, 15)
    await db.sql(sql`select pg_advisory_xact_lock(${BigInt(`0x${key}`).toString()}::bigint)`)
  }
}

/** Expires holds whose time is up where they stand in the way of a claim (law 10). */
export async function expireStaleHolds(
  db: Db,
  where: Pick<Claim, 'resourceIds' | 'startsAt' | 'endsAt'>,
): Promise<void> {
  await db.run(sql`
    with stale as (
      select a.id from scheduling.appointment a
      where a.clinic_id = ${db.clinicId} and a.state = 'held' and a.held_until <= ${db.now}
        and exists (
          select from scheduling.occupancy o
          where o.clinic_id = a.clinic_id and o.appointment_id = a.id and o.resource_id = any(${where.resourceIds}::uuid[])
            and o.state <> 'released' and o.starts_at < ${where.endsAt} and o.ends_at > ${where.startsAt})
      order by a.starts_at, a.id
      for update of a
    ), expired as (
      update scheduling.appointment a
      set state = 'expired', ended_reason = 'hold_ran_out', held_until = null, changed_at = ${db.now}
      from stale where a.clinic_id = ${db.clinicId} and a.id = stale.id
      returning a.id
    )
    update scheduling.occupancy o set state = 'released', held_until = null
    from expired where o.clinic_id = ${db.clinicId} and o.appointment_id = expired.id`)
}

/**
 * Claims the time and writes the appointment in one statement; false: somebody has it. Imported visits that collide
 * with each other ('overlapping') stand outside the exclusion and block here.
 */
export async function claimTime(db: Db, claim: Claim): Promise<boolean> {
  const state = claim.heldUntil === null ? 'booked' : 'held'
  const rows = await db.sql<{ claimed: number }>(sql`
    with claimed as (
      insert into scheduling.occupancy
        (clinic_id, resource_id, appointment_id, during, starts_at, ends_at, state, held_until)
      select ${db.clinicId}::uuid, wanted.id, ${claim.appointmentId}::uuid,
        tstzrange(${claim.startsAt}::timestamptz, ${claim.endsAt}::timestamptz),
        ${claim.startsAt}::timestamptz, ${claim.endsAt}::timestamptz, ${state}, ${claim.heldUntil}::timestamptz
      from unnest(${claim.resourceIds}::uuid[]) as wanted (id)
      where not exists (
        select from scheduling.occupancy o
        where o.clinic_id = ${db.clinicId} and o.resource_id = any(${claim.resourceIds}::uuid[]) and o.state = 'overlapping'
          and o.starts_at < ${claim.endsAt} and o.ends_at > ${claim.startsAt})
      order by wanted.id
      on conflict do nothing
      returning resource_id
    ), placed as (
      insert into scheduling.appointment
        (clinic_id, id, patient_id, service_id, location_id, starts_at, ends_at, state, held_until, booked_via, origin, subject_key,
         replaces, source, external_id, created_at, changed_at)
      select ${db.clinicId}::uuid, ${claim.appointmentId}::uuid, ${claim.patientId}::uuid, ${claim.serviceId}::uuid,
        (select r.location_id from scheduling.resource r where r.clinic_id = ${db.clinicId} and r.id = (${claim.resourceIds}::uuid[])[1]),
        ${claim.startsAt}::timestamptz, ${claim.endsAt}::timestamptz, ${state}, ${claim.heldUntil}::timestamptz, ${claim.via},
        ${claim.origin}, ${claim.subjectKey}, ${claim.replaces}::uuid, ${ownSource}, ${claim.externalId},
        ${db.now}::timestamptz, ${db.now}::timestamptz
      where (select count(*) from claimed) = ${claim.resourceIds.length}
    )
    select count(*)::int as claimed from claimed`)
  const claimed = rows[0]?.claimed ?? 0
  if (claimed === claim.resourceIds.length) return true
  // Some of several resources were free: give them back; the appointment was not written.
  if (claimed > 0) {
    await db.run(sql`
      delete from scheduling.occupancy where clinic_id = ${db.clinicId} and appointment_id = ${claim.appointmentId}`)
  }
  return false
}
