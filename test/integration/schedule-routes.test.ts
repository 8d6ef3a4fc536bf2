import { afterAll, describe, expect, test } from 'vitest'
import type { Schedule } from '../../src/scheduling/contract/schedule-pages.ts'
import { scheduleRoutes } from '../../src/scheduling/schedule-routes.ts'
import { bookingClinic, importScheduleText } from '../support/booking-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { staffDoor } from '../support/staff-door.ts'

const { connection } = await testDatabase()
const clinic = await bookingClinic(connection, { seed: 'schedule' })
const other = await bookingClinic(connection, { seed: 'other-schedule' })
const door = await staffDoor(clinic, scheduleRoutes)
const otherDoor = await staffDoor(other, scheduleRoutes)
afterAll(async () => {
  await Promise.all([door.close(), otherDoor.close()])
  await Promise.all([clinic.db.close(), other.db.close()])
})

const read = async (at = door): Promise<Schedule> => (await at.get('/api/schedule')).body

describe('reading', () => {
  test('whoever sees patients reads it, and only who runs the clinic may change it', async () => {
    expect((await door.get('/api/schedule', 'nobody')).status).toBe(401)
    for (const [role, mayChange] of [
      ['owner', true],
      ['manager', true],
      ['front_desk', false],
      ['clinician', false],
      ['read_only', false],
    ] as const)
      expect((await door.get('/api/schedule', role)).body).toMatchObject({ mayChange, currency: 'PLN' })
  })

  test('it says what is offered, who gives it, when, and when not', async () => {
    const { services, resources, closures } = await read()
    expect(services.map(({ key, minutes, isBookable }) => [key, minutes, isBookable])).toEqual([
      ['hygiene', 45, true],
      ['check-up', 30, true],
    ])
    expect(resources.find(({ name }) => name === 'dr Piotr Nowak')).toMatchObject({
      kind: 'practitioner',
      hours: { tue: ['14:00-20:00'], thu: ['14:00-20:00'] },
      serviceIds: [clinic.checkUp],
      isImported: false,
      hasSlots: false,
      endedAt: null,
    })
    expect(resources[0]?.hours.mon).toEqual(['08:00-12:00', '13:00-17:00'])
    expect(closures).toEqual([
      expect.objectContaining({
        resourceId: null,
        label: 'Boże Narodzenie',
        from: { iso: '2026-12-24T23:00:00Z', text: 'Fri 25 Dec' },
        to: { iso: '2026-12-25T23:00:00Z', text: 'Fri 25 Dec' },
      }),
    ])
  })

  test('a closure that begins inside of a day says when, and what another clinic plans is not here', async () => {
    await importScheduleText(
      other.db,
      other.clinicId,
      `
services: [{ key: check-up, name: Kontrola, minutes: 20 }]
resources: [{ key: lis, name: dr Ewa Lis, hours: { mon: ["08:00-12:00"] } }]
closures: [{ from: 2026-12-24T12:00, to: 2027-01-01, resources: [lis] }]
`,
    )
    const elsewhere = await read(otherDoor)
    expect(elsewhere.closures).toEqual([
      expect.objectContaining({
        resourceId: other.doctorLis,
        from: expect.objectContaining({ text: 'Thu 24 Dec 12:00' }),
        to: expect.objectContaining({ text: 'Fri 1 Jan 2027' }),
      }),
    ])
    expect(elsewhere.services.filter(({ endedAt }) => endedAt === null)).toHaveLength(1)
    expect(elsewhere.resources.find(({ name }) => name === 'dr Piotr Nowak')?.endedAt).not.toBeNull()
    expect((await read()).closures).toHaveLength(1)
  })

  test('its revision changes with whatever a row says', async () => {
    const before = (await read()).resources.find(({ id }) => id === clinic.doctorLis)
    expect((await read()).resources.find(({ id }) => id === clinic.doctorLis)?.revision).toBe(
      before?.revision,
    )
    const elsewhere = (await read(otherDoor)).resources.find(({ id }) => id === other.doctorLis)
    expect(elsewhere?.revision).not.toBe(before?.revision)
  })
})
