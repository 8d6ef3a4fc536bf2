import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { ModuleDb } from '../../src/platform/db/module-db.ts'
import { readAppointment, upcomingAppointments } from '../../src/scheduling/appointment.ts'
import { bookAppointment, bookHeldTime } from '../../src/scheduling/book-appointment.ts'
import { cancelAppointment } from '../../src/scheduling/cancel-appointment.ts'
import type { TimeRequest } from '../../src/scheduling/claim-time.ts'
import { closeAppointment } from '../../src/scheduling/close-appointment.ts'
import { confirmVisit } from '../../src/scheduling/confirm-visit.ts'
import { findOpenTimes } from '../../src/scheduling/find-open-times.ts'
import { extendHold, holdTime, releaseHold } from '../../src/scheduling/hold-time.ts'
import { moveAppointment } from '../../src/scheduling/move-appointment.ts'
import { addPatient, type BookingClinic, bookingClinic, monday, staff } from '../support/booking-clinic.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const opened: BookingClinic[] = []
let clinic: BookingClinic

beforeEach(async () => {
  clinic = await bookingClinic(database.connection, { seed: `rules-${opened.length}` })
  opened.push(clinic)
})
afterAll(async () => {
  for (const { db } of opened) await db.close()
})

const at = (local: string) =>
  Temporal.PlainDateTime.from(`2026-11-${local}`).toZonedDateTime('Europe/Warsaw').toInstant()
const inClinic = async <T>(work: (db: ModuleDb<'scheduling'>) => Promise<T>): Promise<T> =>
  clinic.db.tenant(clinic.clinicId, async (tx) => work(tx.as('scheduling')))
const wish = (patientId: string, local: string, more: Partial<TimeRequest> = {}): TimeRequest => ({
  patientId,
  serviceId: clinic.checkUp,
  startsAt: at(local),
  resourceIds: [clinic.doctorLis],
  via: 'page',
  origin: 'campaign:one',
  subjectKey: 'enrolment:one',
  ...more,
})
const book = async (request: TimeRequest) =>
  inClinic((db) => bookAppointment(db, { ...request, actor: staff }))
const types = () => clinic.events.map(({ type }) => type)
async function booked(request: TimeRequest): Promise<string> {
  const booking = await book(request)
  if (!booking.ok) throw new Error(booking.error.kind)
  return booking.value.appointmentId
}

describe('a booking', () => {
  it('takes its time, tells the house once, and is audited', async () => {
    const { id } = await addPatient(clinic)
    const appointmentId = await booked(wish(id, '24T08:30'))
    expect(clinic.events).toEqual([
      {
        type: 'appointment.booked',
        appointmentId,
        patientId: id,
        serviceId: clinic.checkUp,
        startsAt: at('24T08:30'),
        origin: 'campaign:one',
        subjectKey: 'enrolment:one',
        via: 'page',
        movedFrom: null,
      },
    ])
    const [upcoming] = await inClinic((db) => upcomingAppointments(db, id))
    expect(upcoming).toMatchObject({
      id: appointmentId,
      serviceName: 'Wizyta kontrolna',
      endsAt: at('24T09:00'),
    })
    expect(upcoming?.resources).toEqual([{ id: clinic.doctorLis, name: 'dr Anna Lis' }])
    const audit = await inClinic((db) =>
      db.sql<{ action: string }>(
        sql`select action from clinic.audit where clinic_id = ${db.clinicId} and subject_id = ${appointmentId}`,
      ),
    )
    expect(audit).toEqual([{ action: 'appointment.booked' }])
  })

  it('of a taken time is refused, also where it only overlaps, and touching is no overlap', async () => {
    const [one, other, third] = [await addPatient(clinic), await addPatient(clinic), await addPatient(clinic)]
    await booked(wish(one.id, '24T08:30'))
    expect(await book(wish(other.id, '24T08:30'))).toEqual({ ok: false, error: { kind: 'taken' } })
    expect(await book(wish(other.id, '24T08:45'))).toEqual({ ok: false, error: { kind: 'taken' } })
    expect((await book(wish(other.id, '24T09:00'))).ok).toBe(true)
    expect((await book(wish(third.id, '24T08:00'))).ok).toBe(true)
  })

  it('outside the hours is for staff alone, and never in the past', async () => {
    const { id } = await addPatient(clinic)
    expect(await book(wish(id, '24T06:00'))).toEqual({ ok: false, error: { kind: 'not_open' } })
    expect(await book(wish(id, '24T08:33'))).toEqual({ ok: false, error: { kind: 'not_open' } })
    expect(await book(wish(id, '23T08:00'))).toEqual({ ok: false, error: { kind: 'in_the_past' } })
    expect((await book(wish(id, '24T06:00', { via: 'staff', isOutsideHoursAllowed: true }))).ok).toBe(true)
  })

  it('by a patient who has one for the same service gives that one back', async () => {
    const { id } = await addPatient(clinic)
    const first = await booked(wish(id, '24T08:30'))
    expect(await book(wish(id, '26T08:30'))).toEqual({
      ok: true,
      value: { appointmentId: first, isNew: false },
    })
    expect(types()).toEqual(['appointment.booked'])
    expect((await book(wish(id, '26T08:30', { serviceId: clinic.hygiene }))).ok).toBe(true)
    expect((await book(wish(id, '24T11:00', { via: 'staff' }))).ok).toBe(true)
  })

  it('asked for twice with one key is one', async () => {
    const { id } = await addPatient(clinic)
    const first = await booked(wish(id, '24T08:30', { via: 'staff', key: 'click-1' }))
    const again = await book(wish(id, '24T08:30', { via: 'staff', key: 'click-1' }))
    expect(again).toEqual({ ok: true, value: { appointmentId: first, isNew: false } })
    await inClinic((db) => cancelAppointment(db, { appointmentId: first, by: 'staff', actor: staff }))
    expect(await booked(wish(id, '24T08:30', { via: 'staff', key: 'click-1' }))).not.toBe(first)
  })

  it('of a doctor and a second doctor takes both or none', async () => {
    const [one, other] = [await addPatient(clinic), await addPatient(clinic)]
    const both = [clinic.doctorNowak, clinic.doctorLis]
    await booked(wish(one.id, '24T14:30', { resourceIds: [clinic.doctorNowak] }))
    expect(await book(wish(other.id, '24T14:30', { resourceIds: both }))).toEqual({
      ok: false,
      error: { kind: 'taken' },
    })
    expect((await book(wish(other.id, '24T15:00', { resourceIds: both }))).ok).toBe(true)
    const rows = await inClinic((db) =>
      db.sql<{ n: number }>(
        sql`select count(*) n from scheduling.occupancy where clinic_id = ${db.clinicId}`,
      ),
    )
    expect(rows[0]?.n).toBe(3)
  })

  it('gives way to imported visits that collide with each other', async () => {
    const { id } = await addPatient(clinic)
    const imported = await booked(wish((await addPatient(clinic)).id, '24T10:00'))
    await inClinic((db) =>
      db.run(
        sql`update scheduling.occupancy set state = 'overlapping' where clinic_id = ${db.clinicId} and appointment_id = ${imported}`,
      ),
    )
    expect(await book(wish(id, '24T10:15'))).toEqual({ ok: false, error: { kind: 'taken' } })
  })
})

describe('a hold', () => {
  const hold = async (request: TimeRequest) => inClinic((db) => holdTime(db, request))

  it('keeps the time for ten minutes, can be extended, and ends after forty', async () => {
    const [one, other] = [await addPatient(clinic), await addPatient(clinic)]
    const held = await hold(wish(one.id, '24T08:30'))
    if (!held.ok) throw new Error(held.error.kind)
    expect(held.value.heldUntil).toEqual(monday.add({ minutes: 10 }))
    expect(await book(wish(other.id, '24T08:30'))).toEqual({ ok: false, error: { kind: 'taken' } })
    clinic.clock.advance({ minutes: 9 })
    expect(await inClinic((db) => extendHold(db, held.value.appointmentId))).toEqual(
      monday.add({ minutes: 19 }),
    )
    clinic.clock.moveTo(monday.add({ minutes: 36 }))
    expect(await inClinic((db) => extendHold(db, held.value.appointmentId))).toEqual(
      monday.add({ minutes: 40 }),
    )
    expect(types()).toEqual([])
  })

  it('becomes a booking, once', async () => {
    const { id } = await addPatient(clinic)
    const held = await hold(wish(id, '24T08:30'))
    if (!held.ok) throw new Error(held.error.kind)
    const { appointmentId } = held.value
    const confirm = async () => inClinic((db) => bookHeldTime(db, { appointmentId, actor: staff }))
    expect(await confirm()).toEqual({ ok: true, value: { appointmentId, isNew: true } })
    expect(await confirm()).toEqual({ ok: true, value: { appointmentId, isNew: false } })
    expect(clinic.events).toMatchObject([
      { type: 'appointment.booked', subjectKey: 'enrolment:one', via: 'page' },
    ])
  })

  it('whose time is up gives way to the next patient, and cannot be booked over them', async () => {
    const [one, other] = [await addPatient(clinic), await addPatient(clinic)]
    const held = await hold(wish(one.id, '24T08:30'))
    if (!held.ok) throw new Error(held.error.kind)
    clinic.clock.advance({ minutes: 11 })
    await booked(wish(other.id, '24T08:45'))
    expect((await inClinic((db) => readAppointment(db, held.value.appointmentId)))?.state).toBe('expired')
    expect(
      await inClinic((db) => bookHeldTime(db, { appointmentId: held.value.appointmentId, actor: staff })),
    ).toEqual({
      ok: false,
      error: { kind: 'taken' },
    })
  })

  it('whose time is up still books while nobody else wanted the time', async () => {
    const { id } = await addPatient(clinic)
    const held = await hold(wish(id, '24T08:30'))
    if (!held.ok) throw new Error(held.error.kind)
    clinic.clock.advance({ hours: 2 })
    const booking = await inClinic((db) =>
      bookHeldTime(db, { appointmentId: held.value.appointmentId, actor: staff }),
    )
    expect(booking).toEqual({ ok: true, value: { appointmentId: held.value.appointmentId, isNew: true } })
  })

  it('gives way to another wish of the same patient, also an overlapping one', async () => {
    const { id } = await addPatient(clinic)
    const first = await hold(wish(id, '24T08:30'))
    const second = await hold(wish(id, '24T08:45'))
    if (!first.ok || !second.ok) throw new Error('held')
    expect((await inClinic((db) => readAppointment(db, first.value.appointmentId)))?.state).toBe('expired')
    const same = await hold(wish(id, '24T08:45'))
    expect(same.ok && same.value.appointmentId).toBe(second.value.appointmentId)
    await inClinic((db) => releaseHold(db, second.value.appointmentId))
    expect((await book(wish((await addPatient(clinic)).id, '24T08:30'))).ok).toBe(true)
  })
})

describe('an appointment', () => {
  it('is cancelled once, and its time is free again', async () => {
    const [one, other] = [await addPatient(clinic), await addPatient(clinic)]
    const appointmentId = await booked(wish(one.id, '24T08:30'))
    const cancel = async () =>
      inClinic((db) => cancelAppointment(db, { appointmentId, by: 'patient', actor: staff }))
    expect(await cancel()).toEqual({ ok: true, value: { isNew: true } })
    expect(await cancel()).toEqual({ ok: true, value: { isNew: false } })
    expect(types()).toEqual(['appointment.booked', 'appointment.cancelled'])
    expect((await book(wish(other.id, '24T08:30'))).ok).toBe(true)
  })

  it('is moved: the old one ends, the new one is booked, the house hears both', async () => {
    const { id } = await addPatient(clinic)
    const appointmentId = await booked(wish(id, '24T08:30'))
    const moved = await inClinic((db) =>
      moveAppointment(db, { appointmentId, startsAt: at('26T09:00'), via: 'page', actor: staff }),
    )
    if (!moved.ok) throw new Error(moved.error.kind)
    expect(clinic.events.slice(1)).toMatchObject([
      { type: 'appointment.cancelled', appointmentId, by: 'patient', movedTo: moved.value.appointmentId },
      {
        type: 'appointment.booked',
        appointmentId: moved.value.appointmentId,
        movedFrom: appointmentId,
        origin: 'campaign:one',
      },
    ])
    expect((await inClinic((db) => upcomingAppointments(db, id))).map((one) => one.id)).toEqual([
      moved.value.appointmentId,
    ])
  })

  it('stays where it is when the time it should move to is taken', async () => {
    const [one, other] = [await addPatient(clinic), await addPatient(clinic)]
    const appointmentId = await booked(wish(one.id, '24T08:30'))
    await booked(wish(other.id, '26T09:00'))
    const moved = await inClinic((db) =>
      moveAppointment(db, { appointmentId, startsAt: at('26T09:00'), via: 'page', actor: staff }),
    )
    expect(moved).toEqual({ ok: false, error: { kind: 'taken' } })
    expect((await inClinic((db) => readAppointment(db, appointmentId)))?.state).toBe('booked')
  })

  it('can be held elsewhere before it moves', async () => {
    const { id } = await addPatient(clinic)
    const appointmentId = await booked(wish(id, '24T08:30'))
    const held = await inClinic((db) => holdTime(db, wish(id, '26T09:00', { replaces: appointmentId })))
    if (!held.ok) throw new Error(held.error.kind)
    expect((await inClinic((db) => readAppointment(db, appointmentId)))?.state).toBe('booked')
    await inClinic((db) => bookHeldTime(db, { appointmentId: held.value.appointmentId, actor: staff }))
    expect((await inClinic((db) => readAppointment(db, appointmentId)))?.state).toBe('cancelled')
    expect(types()).toEqual(['appointment.booked', 'appointment.cancelled', 'appointment.booked'])
  })

  it('is confirmed once, and closed only after it began', async () => {
    const { id } = await addPatient(clinic)
    const appointmentId = await booked(wish(id, '24T08:30'))
    const confirm = async () => inClinic((db) => confirmVisit(db, { appointmentId, actor: staff }))
    const close = async (outcome: 'fulfilled' | 'no_show') =>
      inClinic((db) => closeAppointment(db, { appointmentId, outcome, actor: staff }))
    expect(await confirm()).toEqual({ ok: true, value: { isNew: true } })
    expect(await confirm()).toEqual({ ok: true, value: { isNew: false } })
    expect(await close('fulfilled')).toEqual({ ok: false, error: { kind: 'not_begun' } })
    clinic.clock.moveTo(at('24T09:10'))
    expect(await close('fulfilled')).toEqual({ ok: true, value: { isNew: true } })
    expect(await close('no_show')).toEqual({ ok: false, error: { kind: 'is_over' } })
    expect(
      await inClinic((db) => cancelAppointment(db, { appointmentId, by: 'patient', actor: staff })),
    ).toEqual({
      ok: false,
      error: { kind: 'is_over' },
    })
    expect(types()).toEqual(['appointment.booked', 'appointment.confirmed', 'appointment.fulfilled'])
  })
})

describe('open times', () => {
  const find = async (more: Partial<Parameters<typeof findOpenTimes>[1]> = {}) =>
    inClinic((db) =>
      findOpenTimes(db, {
        serviceId: clinic.checkUp,
        from: at('23T13:30'),
        to: at('30T00:00'),
        limit: 3,
        order: 'soonest',
        ...more,
      }),
    )

  it('are those of everybody who gives the service, without what is taken or held', async () => {
    const [one, other] = [await addPatient(clinic), await addPatient(clinic)]
    await booked(wish(one.id, '23T14:00'))
    await inClinic((db) => holdTime(db, wish(other.id, '23T15:00')))
    const local = (await find({ limit: 4 })).map(({ startsAt }) =>
      startsAt.toZonedDateTimeISO('Europe/Warsaw').toPlainTime().toString(),
    )
    expect(local).toEqual(['13:30:00', '14:30:00', '15:30:00', '16:00:00'])
    const own = await find({ patientId: other.id, limit: 4 })
    expect(own.map(({ startsAt }) => startsAt)).toContainEqual(at('23T15:00'))
    const [nowaks] = await find({ resourceId: clinic.doctorNowak, limit: 1 })
    expect(nowaks).toMatchObject({
      startsAt: at('24T14:00'),
      resourceName: 'dr Piotr Nowak',
      zone: 'Europe/Warsaw',
    })
  })

  it('can be spread over days and parts of the day', async () => {
    const days = (await find({ order: 'spread' })).map(({ startsAt }) =>
      startsAt.toZonedDateTimeISO('Europe/Warsaw').toString().slice(8, 16),
    )
    expect(days).toEqual(['23T13:30', '24T08:00', '25T16:00'])
  })

  it('of an ended or unknown service are none', async () => {
    expect(await find({ serviceId: '00000000-0000-0000-0000-000000000000' })).toEqual([])
  })

  it('all can be booked', async () => {
    const times = await find({ limit: 200 })
    expect(times.length).toBeGreaterThan(30)
    const taken = await find({ limit: 1, from: at('24T08:00') })
    for (const time of [...times.slice(0, 5), ...taken]) {
      const { id } = await addPatient(clinic)
      const booking = await book(
        wish(id, '24T08:00', { startsAt: time.startsAt, resourceIds: [time.resourceId] }),
      )
      expect(booking.ok).toBe(true)
    }
  })

  it('follow the slots of the practice system where there are any', async () => {
    await inClinic(async (db) => {
      const slot = { clinic_id: db.clinicId, resource_id: clinic.doctorLis, source: 'test', revision: '' }
      await db.write
        .insertInto('scheduling.slot')
        .values([
          {
            ...slot,
            id: db.ids.uuid(db.now),
            external_id: '1',
            starts_at: at('24T18:10'),
            ends_at: at('24T18:40'),
            status: 'free',
          },
          {
            ...slot,
            id: db.ids.uuid(db.now),
            external_id: '2',
            starts_at: at('24T18:40'),
            ends_at: at('24T19:10'),
            status: 'busy',
          },
        ])
        .execute()
    })
    const lis = await find({ resourceId: clinic.doctorLis, limit: 5 })
    expect(lis.map(({ startsAt }) => startsAt)).toEqual([at('24T18:10')])
    expect(await book(wish((await addPatient(clinic)).id, '24T08:30'))).toEqual({
      ok: false,
      error: { kind: 'not_open' },
    })
    expect((await book(wish((await addPatient(clinic)).id, '24T18:10'))).ok).toBe(true)
  })
})
