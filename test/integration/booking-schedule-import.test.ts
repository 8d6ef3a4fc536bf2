import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { findOpenTimes } from '../../src/scheduling/find-open-times.ts'
import { readScheduleFile } from '../../src/scheduling/schedule-file.ts'
import { bookingClinic, importScheduleText, scheduleText } from '../support/booking-clinic.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const clinic = await bookingClinic(database.connection, { seed: 'schedule' })
afterAll(async () => clinic.db.close())
const none = { created: 0, updated: 0, ended: 0 }

const faultsOf = (text: string): readonly string[] => {
  const read = readScheduleFile({ file: 's.yaml', text })
  return read.ok ? [] : read.error.map(({ line, path, reason }) => `${line} ${path}: ${reason}`)
}

describe('a schedule file', () => {
  it('imported twice changes nothing the second time', async () => {
    expect(await importScheduleText(clinic.db, clinic.clinicId, scheduleText)).toEqual({
      ok: true,
      value: { services: none, resources: none, hours: none, closures: none },
    })
  })

  it('replaces what was: what changed is changed, what vanished ends, what came back lives again', async () => {
    const smaller = `
services:
  - { key: check-up, name: Przegląd, minutes: 20, value: 150 }
resources:
  - { key: lis, name: dr Anna Lis, hours: { mon: ["09:00-12:00"] } }
closures:
  - { from: 2026-12-24T12:00, to: 2027-01-01, label: Święta }
  - { date: 2026-11-30, resources: [lis] }
`
    expect(await importScheduleText(clinic.db, clinic.clinicId, smaller)).toEqual({
      ok: true,
      value: {
        services: { created: 0, updated: 1, ended: 1 },
        resources: { created: 0, updated: 0, ended: 1 },
        hours: { created: 1, updated: 0, ended: 8 },
        closures: { created: 2, updated: 0, ended: 1 },
      },
    })
    const times = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      findOpenTimes(tx.as('scheduling'), {
        serviceId: clinic.checkUp,
        from: Temporal.Instant.from('2026-11-29T00:00:00Z'),
        to: Temporal.Instant.from('2027-01-10T00:00:00Z'),
        limit: 500,
        order: 'soonest',
      }),
    )
    const days = new Set(
      times.map(({ startsAt }) => startsAt.toZonedDateTimeISO('Europe/Warsaw').toPlainDate().toString()),
    )
    // Not 30 November (the doctor is away) and not 28 December (the clinic is closed to the end of 1 January).
    expect([...days]).toEqual(['2026-12-07', '2026-12-14', '2026-12-21', '2027-01-04'])
    expect(times.filter(({ startsAt }) => startsAt.toString().startsWith('2026-12-07'))).toHaveLength(9)

    const back = await importScheduleText(clinic.db, clinic.clinicId, scheduleText)
    expect(back.ok && back.value).toMatchObject({ services: { updated: 2 }, resources: { updated: 1 } })
    const live = await clinic.db.discover(sql<{ n: number }>`
      select count(*) n from scheduling.service where clinic_id = ${clinic.clinicId} and ended_at is null`)
    expect(live[0]?.n).toBe(2)
  })

  it('can give hours to a resource that came with imported records', async () => {
    await clinic.db.tenant(clinic.clinicId, async (tx) => {
      await tx
        .as('scheduling')
        .write.insertInto('scheduling.resource')
        .values({
          clinic_id: clinic.clinicId,
          id: tx.ids.uuid(tx.now),
          kind: 'practitioner',
          name: 'Dr. Rey',
          source: 'emr',
          external_id: 'p-7',
        })
        .execute()
    })
    const text = (id: string) => `
services: [{ key: check-up, name: Check-up, minutes: 30 }]
resources:
  - { key: rey, name: Rey, record: { source: emr, id: ${id} }, hours: { tue: ["08:00-09:00"] } }`
    const read = await importScheduleText(clinic.db, clinic.clinicId, text('p-7'))
    expect(read.ok).toBe(true)
    const times = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      findOpenTimes(tx.as('scheduling'), {
        serviceId: clinic.checkUp,
        from: tx.now,
        to: tx.now.add({ hours: 72 }),
        limit: 9,
        order: 'soonest',
      }),
    )
    expect(times.map(({ resourceName }) => resourceName)).toEqual(['Dr. Rey', 'Dr. Rey'])
    expect(await importScheduleText(clinic.db, clinic.clinicId, text('p-8'))).toMatchObject({
      ok: false,
      error: [{ path: 'resources.0.record', reason: 'no imported resource has this id' }],
    })
  })
})

describe('a schedule file with mistakes', () => {
  it('names the line and the place of each', () => {
    const text = `services:
  - key: check-up
    name: Check-up
    minutes: 3
  - { key: check-up, name: Again, minutes: 30 }
resources:
  - key: lis
    name: Lis
    services: [check-up, xray]
    hours:
      mon: ["08:00-12:00", "11:00-13:00"]
      tue: ["17:00-08:00"]
      wed: [morning]
      someday: []
closures:
  - { date: 2026-13-01 }
  - { from: 2026-12-24 }
  - { date: 2026-12-24, resources: [nobody] }
`
    expect(faultsOf(text)).toEqual([
      '4 services.0.minutes: Too small: expected number to be >=5',
      '5 services.1.key: check-up is there twice',
      '9 resources.0.services.1: no service has the key xray',
      '11 resources.0.hours.mon: hours of one day overlap',
      '12 resources.0.hours.tue.0: must close after it opens',
      '13 resources.0.hours.wed.0: must look like 08:00-16:00',
      '14 resources.0.hours.someday: is no field of a schedule',
      '16 closures.0.date: must look like 2026-12-24',
      '17 closures.1: needs either date, or from and to',
      '18 closures.2.resources.0: no resource has the key nobody',
    ])
  })

  it('that is no YAML, or nothing, or a list, is refused with a line', () => {
    expect(faultsOf('services: [')[0]).toMatch(/^1 : /)
    expect(faultsOf('')).toEqual([
      '0 services: Invalid input: expected array, received undefined',
      '0 resources: Invalid input: expected array, received undefined',
    ])
    expect(faultsOf('- a\n- b')[0]).toMatch(/^1 : /)
  })
})
