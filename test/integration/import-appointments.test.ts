import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { changes, ImportClinic, noChanges } from '../support/import-clinic.ts'

const database = await testDatabase()
let clinic: ImportClinic
let seed = 0

beforeEach(async () => {
  seed += 1
  clinic = await ImportClinic.open(database.connection, { seed: `appointments ${seed}` })
})
afterEach(async () => clinic.db.close())

const anna = { resourceType: 'Patient', id: 'anna', name: [{ text: 'Anna Nowak' }] }
const booked = {
  resourceType: 'Appointment',
  id: 'one',
  status: 'booked',
  start: '2026-12-01T09:00:00+01:00',
  end: '2026-12-01T09:30:00+01:00',
  participant: [
    { actor: { reference: 'Patient/anna' }, status: 'accepted' },
    { actor: { reference: 'Practitioner/lis', display: 'dr Lis' }, status: 'accepted' },
  ],
}
const told = () => clinic.events.map((event) => event.type).filter((type) => type !== 'patients.changed')
const occupied = async () =>
  (await clinic.rows<{ state: string }>('scheduling.occupancy', 'starts_at')).map((row) => row.state)

describe('an imported appointment', () => {
  it('takes the time of its practitioner, and is news when it lies ahead', async () => {
    const past = {
      ...booked,
      id: 'past',
      status: 'fulfilled',
      start: '2025-12-01T09:00:00Z',
      end: '2025-12-01T10:00:00Z',
    }
    expect(await clinic.resources([anna, booked, past])).toMatchObject({ created: 3, refused: [] })
    expect(told()).toEqual(['appointment.booked'])
    expect(clinic.events).toContainEqual(
      expect.objectContaining({
        type: 'appointment.booked',
        via: 'import',
        startsAt: Temporal.Instant.from('2026-12-01T08:00:00Z'),
      }),
    )
    expect(await occupied()).toEqual(['booked'])
    expect(await clinic.rows('scheduling.resource', 'id')).toMatchObject([
      { name: 'dr Lis', external_id: 'lis' },
    ])
    expect(changes(await clinic.resources([anna, booked, past]))).toEqual(noChanges)
    expect(told()).toEqual(['appointment.booked'])
  })

  it.each([
    [{ status: 'cancelled' }, ['appointment.cancelled'], []],
    [{ status: 'noshow' }, ['appointment.missed'], []],
    [{ status: 'fulfilled' }, ['appointment.fulfilled'], []],
    [
      { start: '2026-12-02T09:00:00Z', end: '2026-12-02T10:00:00Z' },
      ['appointment.cancelled', 'appointment.booked'],
      ['booked'],
    ],
    [{ description: 'another reason' }, [], ['booked']],
  ])('that becomes %j is told as %j', async (change, news, states) => {
    await clinic.resources([anna, booked])
    expect(await clinic.resources([{ ...booked, ...change }])).toMatchObject({ updated: 1 })
    expect(told()).toEqual(['appointment.booked', ...news])
    expect(await occupied()).toEqual(states)
  })

  it('that collides with another stays a fact and blocks the time all the same', async () => {
    const other = { ...booked, id: 'two', start: '2026-12-01T09:15:00+01:00' }
    expect(await clinic.resources([anna, booked, other])).toMatchObject({ created: 3 })
    expect(await occupied()).toEqual(['booked', 'overlapping'])
  })

  it('is refused without a patient or with an end before its start, and is none while only proposed', async () => {
    const summary = await clinic.resources([
      anna,
      { ...booked, participant: [] },
      { ...booked, end: '2026-12-01T08:00:00Z' },
      { ...booked, status: 'proposed' },
    ])
    expect(summary).toMatchObject({ created: 1, ignored: { 'Appointment (proposed)': 1 } })
    expect(summary.refused.map(({ line, field }) => [line, field])).toEqual([
      [2, 'Appointment.participant'],
      [3, 'Appointment.start'],
    ])
  })
})

describe('an appointment that was booked here', () => {
  const startsAt = Temporal.Instant.from('2026-12-03T09:00:00Z')
  const booking = {
    id: '0190aaaa-0000-7000-8000-000000000001',
    ends: startsAt.add({ minutes: 30 }),
  }
  const comesBack = (change: object) => ({
    ...booked,
    id: 'remote-7',
    identifier: [{ system: 'urn:kembali:appointment', value: booking.id }],
    start: '2026-12-03T09:00:00Z',
    end: '2026-12-03T09:30:00Z',
    participant: [{ actor: { reference: 'Patient/anna' }, status: 'accepted' }],
    ...change,
  })

  beforeEach(async () => {
    await clinic.resources([anna, { resourceType: 'Practitioner', id: 'lis', name: [{ text: 'dr Lis' }] }])
    await clinic.db.tenant(clinic.clinicId, async (tx) => {
      const db = tx.as('scheduling')
      const key = { clinic_id: clinic.clinicId, id: booking.id }
      const [patient] = await db.read.selectFrom('patients.patient').select('id').execute()
      const [lis] = await db.read.selectFrom('scheduling.resource').select('id').execute()
      if (patient === undefined || lis === undefined) throw new Error('nobody was imported')
      const time = { starts_at: startsAt, ends_at: booking.ends, state: 'booked' as const }
      await db.write
        .insertInto('scheduling.appointment')
        .values({
          ...key,
          ...time,
          patient_id: patient.id,
          booked_via: 'page',
          source: 'kembali',
          external_id: booking.id,
          created_at: db.now,
          changed_at: db.now,
        })
        .execute()
      await db.run(sql`
        insert into scheduling.occupancy (clinic_id, resource_id, appointment_id, during, starts_at, ends_at, state)
        values (${clinic.clinicId}, ${lis.id}, ${booking.id}, tstzrange(${startsAt}, ${booking.ends}), ${startsAt}, ${booking.ends}, 'booked')`)
    })
  })
  const appointments = async () => clinic.rows<object>('scheduling.appointment', 'external_id')

  it('comes back from the practice system as itself, not as a second one', async () => {
    expect(await clinic.resources([comesBack({})])).toMatchObject({ created: 0, updated: 1 })
    expect(await appointments()).toMatchObject([
      { id: booking.id, source: 'kembali', booked_via: 'page', state: 'booked' },
    ])
    expect(await occupied()).toEqual(['booked'])
    expect(told()).toEqual([])
    expect(changes(await clinic.resources([comesBack({})]))).toEqual(noChanges)
  })

  it('ends when the practice system ends it, and is not brought back once it ended here', async () => {
    await clinic.resources([comesBack({ status: 'cancelled' })])
    expect(told()).toEqual(['appointment.cancelled'])
    expect(await occupied()).toEqual([])
    await clinic.resources([comesBack({ status: 'booked' })])
    expect(await appointments()).toMatchObject([{ state: 'cancelled' }])
    expect(await occupied()).toEqual([])
    expect(told()).toEqual(['appointment.cancelled'])
  })

  const encounter = {
    resourceType: 'Encounter',
    id: 'visit-7',
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: 'Patient/anna' },
    appointment: [{ reference: 'Appointment/remote-7' }],
    period: { start: '2026-12-03T09:00:00Z', end: '2026-12-03T09:25:00Z' },
  }
  const visits = async () => clinic.rows<object>('scheduling.visit', 'external_id')

  it.each([
    ['with its visit in one export', [[comesBack({ status: 'fulfilled' }), encounter]]],
    ['before its visit', [[comesBack({ status: 'fulfilled' })], [encounter]]],
    ['after its visit', [[encounter], [comesBack({ status: 'fulfilled' })]]],
  ])('is linked to the visit it became when it comes back %s', async (_, exports) => {
    clinic.clock.advance({ hours: 24 * 14 })
    for (const records of exports) await clinic.resources(records)
    expect(await appointments()).toMatchObject([{ id: booking.id, state: 'fulfilled' }])
    expect(await visits()).toMatchObject([{ appointment_id: booking.id, status: 'finished' }])
    expect(changes(await clinic.resources(exports.flat()))).toEqual(noChanges)
  })

  it('stays itself when the practice system no longer says our name of it', async () => {
    await clinic.resources([comesBack({})])
    await clinic.resources([comesBack({ identifier: [], status: 'cancelled' })])
    expect(await appointments()).toMatchObject([{ id: booking.id, state: 'cancelled' }])
  })
})

describe('slots', () => {
  const slot = {
    resourceType: 'Slot',
    id: 's1',
    schedule: { reference: 'Schedule/plan' },
    status: 'free',
    start: '2026-12-01T09:00:00Z',
    end: '2026-12-01T09:30:00Z',
  }
  const plan = {
    resourceType: 'Schedule',
    id: 'plan',
    actor: [{ reference: 'Practitioner/lis', display: 'dr Lis' }],
  }

  it('belong to whoever their schedule is about, in whatever order they come', async () => {
    expect(await clinic.resources([slot, { ...slot, id: 's2', status: 'busy-tentative' }])).toMatchObject({
      waiting: 2,
    })
    expect(await clinic.resources([plan])).toMatchObject({ created: 3, waiting: 0 })
    const [lis] = await clinic.rows<{ id: string }>('scheduling.resource', 'id')
    expect(await clinic.rows('scheduling.slot', 'external_id')).toMatchObject([
      { resource_id: lis?.id, status: 'free' },
      { resource_id: lis?.id, status: 'busy' },
    ])
    expect(changes(await clinic.resources([plan, slot]))).toEqual(noChanges)
    expect(await clinic.resources([{ ...slot, status: 'busy' }])).toMatchObject({ updated: 1 })
  })
})
