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
