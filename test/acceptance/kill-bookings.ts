import { sql } from 'kysely'
import { createClinic } from '../../src/clinic/create-clinic.ts'
import { connectPracticeSystem } from '../../src/integrations/practice-system/connect-practice-system.ts'
import { eventTable } from '../../src/main/events.ts'
import { systemClock } from '../../src/platform/clock/clock.ts'
import { Database } from '../../src/platform/db/database.ts'
import { openPool } from '../../src/platform/db/pool.ts'
import { dispatchBy } from '../../src/platform/events/event-table.ts'
import { derivedUuid, randomIds } from '../../src/platform/ids/ids.ts'
import type { ClinicId } from '../../src/platform/rules/brand.ts'
import { bookAppointment } from '../../src/scheduling/book-appointment.ts'
import { importScheduleText, scheduleText } from '../support/booking-clinic.ts'
import type { TestDatabase } from '../support/database.ts'
import { addPatients, type OutreachClinic } from '../support/outreach-clinic.ts'

const actor = { kind: 'system', name: 'kill run' } as const

export interface BookedRun {
  readonly db: Database
  readonly clinicId: ClinicId
}

/**
 * A clinic by the real clock, connected to a practice system, with `count` bookings that wait to be written there. Patient n
 * is `p<n>` there; every `unknownEvery`th is unknown.
 */
export async function bookingsFor(
  database: TestDatabase,
  wish: { readonly baseUrl: string; readonly count: number; readonly unknownEvery: number },
): Promise<BookedRun> {
  const db = new Database({
    pool: openPool(database.connection),
    clock: systemClock,
    ids: randomIds,
    dispatch: dispatchBy(eventTable),
  })
  const made = await createClinic(
    db,
    {
      name: 'Kill bookings',
      practiceType: 'dental',
      country: 'PL',
      zone: 'Europe/Warsaw',
      language: 'pl',
      currency: 'PLN',
    },
    actor,
  )
  if (!made.ok) throw new Error(made.error.kind)
  const clinicId = made.value.id
  await importScheduleText(db, clinicId, scheduleText)
  // addPatients reads ids and names only.
  const patients = await addPatients({ db, clinicId } as OutreachClinic, wish.count)
  await db.tenant(clinicId, async (tx) => {
    await tx.run(sql`
      update patients.patient set source = 'paper'
      where clinic_id = ${clinicId} and substr(external_id, 2)::int % ${wish.unknownEvery} = 0`)
    await connectPracticeSystem(tx.as('integrations'), {
      baseUrl: wish.baseUrl,
      source: 'test',
      secretName: null,
      actor,
    })
  })
  const tomorrow = systemClock.now().round('hour').add({ hours: 24 })
  for (const [index, patient] of patients.entries()) {
    const booked = await db.tenant(clinicId, async (tx) =>
      bookAppointment(tx.as('scheduling'), {
        patientId: patient.id,
        serviceId: derivedUuid(clinicId, 'service', 'check-up'),
        startsAt: tomorrow.add({ minutes: 30 * index }),
        resourceIds: [derivedUuid(clinicId, 'schedule', 'resource', 'lis')],
        via: 'page',
        origin: null,
        subjectKey: null,
        isOutsideHoursAllowed: true,
        actor,
      }),
    )
    if (!booked.ok) throw new Error(booked.error.kind)
  }
  return { db, clinicId }
}

/** Ends the leases of a worker that is dead, as waiting them out would; answers how many it held. */
export async function endLeases({ db, clinicId }: BookedRun): Promise<number> {
  return db.tenant(clinicId, async (tx) =>
    tx.run(sql`
      update integrations.write_back set lease_until = ${tx.now} where clinic_id = ${clinicId} and state = 'sending'`),
  )
}

export async function piecesLeft({ db, clinicId }: BookedRun): Promise<number> {
  const [row] = await db.tenant(clinicId, async (tx) =>
    tx.sql<{ count: number }>(sql`
      select count(*)::int as count from integrations.write_back
      where clinic_id = ${clinicId} and state in ('waiting', 'sending')`),
  )
  return row?.count ?? 0
}

/** Bookings by their own state and that with the practice system. */
export async function bookingStates({ db, clinicId }: BookedRun): Promise<ReadonlyMap<string, number>> {
  const rows = await db.tenant(clinicId, async (tx) =>
    tx.sql<{ state: string; count: number }>(sql`
      select state || ' ' || practice_state as state, count(*)::int as count from scheduling.appointment
      where clinic_id = ${clinicId} group by 1 order by 1`),
  )
  return new Map(rows.map(({ state, count }) => [state, count]))
}

export async function confirmedIds({ db, clinicId }: BookedRun): Promise<ReadonlySet<string>> {
  const rows = await db.tenant(clinicId, async (tx) =>
    tx.sql<{ id: string }>(sql`
      select id from scheduling.appointment where clinic_id = ${clinicId} and practice_state = 'confirmed'`),
  )
  return new Set(rows.map(({ id }) => id))
}
