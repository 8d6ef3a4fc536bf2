import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import { bookAppointment, bookHeldTime } from '../../src/scheduling/book-appointment.ts'
import { holdTime } from '../../src/scheduling/hold-time.ts'
import { addPatient, bookingClinic, staff, type TestPatient } from '../support/booking-clinic.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const clinic = await bookingClinic(database.connection, { seed: 'race', poolSize: 34 })
afterAll(async () => clinic.db.close())

const hot = ['24T08:00', '24T08:15', '24T08:30', '24T08:45', '24T14:30', '24T14:45'].map((local) =>
  Temporal.PlainDateTime.from(`2026-11-${local}`).toZonedDateTime('Europe/Warsaw').toInstant(),
)
const both = [clinic.doctorLis, clinic.doctorNowak]
const pick = <T>(list: readonly T[], index: number): T => {
  const item = list[index % list.length]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

async function overlaps(): Promise<number> {
  const rows = await clinic.db.discover(sql<{ n: number }>`
    select count(*) as n from scheduling.occupancy a
    join scheduling.occupancy b on b.clinic_id = a.clinic_id and b.resource_id = a.resource_id
      and b.appointment_id > a.appointment_id and b.during && a.during
    where a.clinic_id = ${clinic.clinicId} and a.state <> 'released' and b.state <> 'released'`)
  return rows[0]?.n ?? -1
}

it('thirty-two patients who hold, change their minds and book hot times never overlap and never deadlock', async () => {
  const patients: TestPatient[] = []
  for (let index = 0; index < 32; index += 1) patients.push(await addPatient(clinic))
  const outcomes = await Promise.all(
    patients.map(async ({ id }, index) => {
      const kinds: string[] = []
      for (let round = 0; round < 6; round += 1) {
        const startsAt = pick(hot, index + round)
        const isAfternoon = round % 6 > 3
        const request = {
          patientId: id,
          serviceId: clinic.checkUp,
          startsAt,
          resourceIds: isAfternoon ? both : [clinic.doctorLis],
          via: 'page' as const,
          origin: null,
          subjectKey: null,
          isOutsideHoursAllowed: true,
        }
        // Holds run out while others look on, so that clearing them away is part of the crowd.
        if (index % 4 === 0) clinic.clock.advance({ minutes: 1 })
        const held = await clinic.db.tenant(clinic.clinicId, async (tx) =>
          holdTime(tx.as('scheduling'), request),
        )
        kinds.push(held.ok ? 'held' : held.error.kind)
        if (held.ok && round === 5) {
          const { appointmentId } = held.value
          const booking = await clinic.db.tenant(clinic.clinicId, async (tx) =>
            bookHeldTime(tx.as('scheduling'), { appointmentId, actor: staff }),
          )
          kinds.push(booking.ok ? 'booked' : booking.error.kind)
        }
      }
      return kinds
    }),
  )
  const all = outcomes.flat()
  expect(all.filter((kind) => !['held', 'booked', 'taken'].includes(kind))).toEqual([])
  expect(all).toContain('held')
  expect(all).toContain('taken')
  expect(await overlaps()).toBe(0)
})

it('one time and thirty-two clicks make one booking', async () => {
  const startsAt = Temporal.Instant.from('2026-11-26T10:00:00Z')
  const patients: TestPatient[] = []
  for (let index = 0; index < 32; index += 1) patients.push(await addPatient(clinic))
  const bookings = await Promise.all(
    patients.map(async ({ id }) =>
      clinic.db.tenant(clinic.clinicId, async (tx) =>
        bookAppointment(tx.as('scheduling'), {
          patientId: id,
          serviceId: clinic.hygiene,
          startsAt,
          resourceIds: [clinic.doctorLis],
          via: 'page',
          origin: null,
          subjectKey: null,
          actor: staff,
        }),
      ),
    ),
  )
  expect(bookings.filter(({ ok }) => ok)).toHaveLength(1)
  expect(bookings.filter((booking) => !booking.ok && booking.error.kind === 'taken')).toHaveLength(31)
})

it('one patient who clicks eight times at once has one booking', async () => {
  const { id } = await addPatient(clinic)
  const bookings = await Promise.all(
    Array.from({ length: 8 }, async () =>
      clinic.db.tenant(clinic.clinicId, async (tx) =>
        bookAppointment(tx.as('scheduling'), {
          patientId: id,
          serviceId: clinic.hygiene,
          startsAt: Temporal.Instant.from('2026-11-27T08:00:00Z'),
          resourceIds: [clinic.doctorLis],
          via: 'page',
          origin: null,
          subjectKey: null,
          actor: staff,
        }),
      ),
    ),
  )
  const made = bookings.map((booking) => (booking.ok ? booking.value : booking.error.kind))
  expect(new Set(made.map((one) => (typeof one === 'string' ? one : one.appointmentId))).size).toBe(1)
  expect(made.filter((one) => typeof one !== 'string' && one.isNew)).toHaveLength(1)
})
