import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { todayRoutes } from '../../src/insights/routes/today.ts'
import { bookAppointment } from '../../src/scheduling/book-appointment.ts'
import { cancelAppointment } from '../../src/scheduling/cancel-appointment.ts'
import { confirmVisit } from '../../src/scheduling/confirm-visit.ts'
import { findOpenTimes } from '../../src/scheduling/find-open-times.ts'
import { markPracticeState, noteCopiesThere } from '../../src/scheduling/practice-answer.ts'
import { type CampaignClinic, campaignClinic, desk, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import type { TestPatient } from '../support/outreach-clinic.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const database = await testDatabase()
const clinics: CampaignClinic[] = []
const doors: StaffDoor[] = []

afterAll(async () => {
  for (const door of doors) await door.close()
  for (const clinic of clinics) await clinic.db.close()
})

async function openToday(patients: number, daysSinceVisit?: number) {
  const clinic = await campaignClinic(database.connection, {
    patients,
    name: `Klinika ${clinics.length}`,
    ...(daysSinceVisit === undefined ? {} : { daysSinceVisit }),
  })
  clinics.push(clinic)
  const door = await staffDoor(clinic, todayRoutes)
  doors.push(door)
  return { clinic, door }
}

async function bookAt(clinic: CampaignClinic, patient: TestPatient, from: string): Promise<string> {
  return clinic.db.tenant(clinic.clinicId, async (tx) => {
    const scheduling = tx.as('scheduling')
    const [time] = await findOpenTimes(scheduling, {
      serviceId: clinic.hygiene,
      from: Temporal.Instant.from(from),
      to: Temporal.Instant.from(from).add({ hours: 8 }),
      limit: 1,
      order: 'soonest',
    })
    if (time === undefined) throw new Error('no open time')
    const booked = await bookAppointment(scheduling, {
      patientId: patient.id,
      serviceId: clinic.hygiene,
      startsAt: time.startsAt,
      resourceIds: [time.resourceId],
      via: 'staff',
      origin: null,
      subjectKey: null,
      actor: desk,
    })
    if (!booked.ok) throw new Error(booked.error.kind)
    return booked.value.appointmentId
  })
}

describe('today', () => {
  it('lists what needs a person, the urgent first, each with its one action', async () => {
    const { clinic, door } = await openToday(6)
    const [asker, sufferer, unsure, confirmed, uncertain] = clinic.patients
    if (!asker || !sufferer || !unsure || !confirmed || !uncertain) throw new Error('too few patients')
    // Two visits on Thursday 3 December; both are asked a week before, one says yes.
    const open = await bookAt(clinic, unsure, '2026-12-03T07:00:00Z')
    const sure = await bookAt(clinic, confirmed, '2026-12-03T07:00:00Z')
    const document = await shippedDocument('recall')
    await clinic.start({ ...document, holdOutShare: 0 })
    clinic.answerAs('unknown')
    await clinic.work()
    clinic.answerAs('accepted')
    for (let day = 0; day < 8; day += 1) {
      clinic.clock.advance({ hours: 24 })
      await clinic.work()
    }
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      confirmVisit(tx.as('scheduling'), { appointmentId: sure, actor: desk }),
    )
    await clinic.say(asker, 'Ile kosztuje przegląd?')
    clinic.clock.advance({ minutes: 30 })
    await clinic.say(sufferer, 'mam silny ból i gorączkę od wczoraj')
    clinic.clock.advance({ minutes: 6 })

    const { status, body } = await door.get('/api/today')
    expect(status).toBe(200)
    const work = body.work.items.map(
      ({ kind, need, action }: { kind: string; need: string | null; action: string }) => ({
        kind,
        need,
        action,
      }),
    )
    expect(work[0]).toEqual({ kind: 'thread', need: 'urgent', action: 'call' })
    expect(body.work.items[0]).toMatchObject({
      isUrgent: true,
      patientId: sufferer.id,
      text: 'mam silny ból i gorączkę od wczoraj',
      dueInMinutes: 9,
      target: { page: 'thread' },
    })
    expect(body.work.items[0].waitingText).toBe('6\u00a0min')
    const question = body.work.items.find(
      (item: { patientId: string; kind: string }) => item.kind === 'thread' && item.patientId === asker.id,
    )
    expect(question).toMatchObject({ action: 'reply', dueInMinutes: 24 })
    const visits = body.work.items.filter((item: { kind: string }) => item.kind === 'unconfirmed')
    expect(visits).toMatchObject([
      {
        id: `unconfirmed:${open}`,
        action: 'call',
        visit: { minutes: 45, service: 'Higienizacja' },
        target: { page: 'patient', patientId: unsure.id },
      },
    ])
    expect(visits[0].visit.askedTimes).toBeGreaterThanOrEqual(1)
    expect(visits[0].dueBy.text).toContain('14:00')
    const unknown = body.work.items.filter((item: { kind: string }) => item.kind === 'uncertain')
    expect(unknown.length).toBeGreaterThan(0)
    expect(unknown[0]).toMatchObject({
      action: 'check',
      message: { channel: 'sms', key: 'recall_invitation' },
    })
    expect(body.work.total).toBe(body.work.items.length)
    const dues = body.work.items.slice(1).map((item: { dueBy: { iso: string } }) => item.dueBy.iso)
    expect(dues).toEqual([...dues].sort())
  })

  it('asks a person to settle what the practice system never answered, as the patient was promised', async () => {
    const { clinic, door } = await openToday(2)
    const [patient, other] = clinic.patients
    if (!patient || !other) throw new Error('too few patients')
    const appointmentId = await bookAt(clinic, patient, '2026-12-03T07:00:00Z')
    await bookAt(clinic, other, '2026-12-04T07:00:00Z')
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      markPracticeState(tx.as('scheduling'), { appointmentId, of: 'booking', state: 'timed_out' }),
    )
    const { body } = await door.get('/api/today')
    expect(body.work.items).toMatchObject([
      {
        kind: 'unanswered',
        action: 'check',
        patientName: 'Pacjent 0',
        target: { page: 'patient', patientId: patient.id },
        visit: { startsAt: { iso: '2026-12-03T07:00:00Z' } },
      },
    ])
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      cancelAppointment(tx.as('scheduling'), { appointmentId, by: 'staff', actor: desk }),
    )
    // It may have arrived there all the same, and no practice system is connected that could be told.
    expect((await door.get('/api/today')).body.work.items).toMatchObject([{ kind: 'uncancelled' }])
  })

  it('tells of a cancelled visit that the practice system may still keep a chair for', async () => {
    const { clinic, door } = await openToday(1)
    const [patient] = clinic.patients
    if (!patient) throw new Error('too few patients')
    const appointmentId = await bookAt(clinic, patient, '2026-12-03T07:00:00Z')
    const kinds = async () =>
      (await door.get('/api/today')).body.work.items.map(({ kind }: { kind: string }) => kind)
    await clinic.db.tenant(clinic.clinicId, async (tx) => {
      await cancelAppointment(tx.as('scheduling'), { appointmentId, by: 'staff', actor: desk })
      await markPracticeState(tx.as('scheduling'), { appointmentId, of: 'cancellation', state: 'timed_out' })
    })
    expect(await kinds()).toEqual(['uncancelled'])
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      markPracticeState(tx.as('scheduling'), { appointmentId, of: 'cancellation', state: 'confirmed' }),
    )
    expect(await kinds()).toEqual([])
  })

  it('tells of a visit that the practice system has more than once, until it is cancelled', async () => {
    const { clinic, door } = await openToday(1)
    const [patient] = clinic.patients
    if (!patient) throw new Error('too few patients')
    const appointmentId = await bookAt(clinic, patient, '2026-12-03T07:00:00Z')
    await clinic.db.tenant(clinic.clinicId, async (tx) => {
      await markPracticeState(tx.as('scheduling'), { appointmentId, of: 'booking', state: 'confirmed' })
      await noteCopiesThere(tx.as('scheduling'), appointmentId)
    })
    expect((await door.get('/api/today')).body.work.items).toMatchObject([
      { kind: 'copied', action: 'check', target: { page: 'patient', patientId: patient.id } },
    ])
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      cancelAppointment(tx.as('scheduling'), { appointmentId, by: 'staff', actor: desk }),
    )
    expect((await door.get('/api/today')).body.work.items).toEqual([])
  })

  it('says that a channel stands still, and is quiet about a queue that moves', async () => {
    const { clinic, door } = await openToday(2)
    const document = await shippedDocument('recall')
    await clinic.start({ ...document, holdOutShare: 0 })
    await clinic.plan()
    const standing = async () => (await door.get('/api/today')).body.standing
    clinic.clock.advance({ minutes: 29 })
    expect(await standing()).toEqual([])
    clinic.clock.advance({ minutes: 1 })
    expect(await standing()).toMatchObject([
      { channel: 'sms', messages: 2, since: { iso: '2026-11-24T09:00:00Z' } },
    ])
    await clinic.work()
    expect(await standing()).toEqual([])
  })

  it('counts what ran by itself since last evening, and tells what comes next', async () => {
    const { clinic, door } = await openToday(5)
    const [, leaver, booker] = clinic.patients
    if (!leaver || !booker) throw new Error('too few patients')
    const document = await shippedDocument('recall')
    const campaignId = await clinic.start({ ...document, holdOutShare: 0 }, 'Jesienna')
    await clinic.db.tenant(clinic.clinicId, async (tx) => {
      await tx.run(sql`
        update patients.contact_point set validity = 'invalid' where clinic_id = ${clinic.clinicId} and id = ${clinic.patients[0]?.contactPointId ?? ''}`)
    })
    const before = await door.get('/api/today')
    expect(before.body.byItself).toMatchObject({ planned: 0, sent: 0, withheld: 0 })
    expect(before.body.next).toMatchObject([
      {
        channel: 'sms',
        messages: 4,
        campaign: { id: campaignId, name: 'Jesienna' },
        about: 'campaign',
        isQueued: false,
      },
    ])

    await clinic.work()
    clinic.clock.advance({ minutes: 10 })
    await clinic.say(leaver, 'STOP')
    await clinic.say(booker, '2')
    await clinic.work()
    const after = await door.get('/api/today')
    expect(after.body.byItself).toMatchObject({
      since: { text: expect.stringContaining('18:00') },
      planned: 4,
      sent: 4,
      withheld: 0,
      answers: 2,
      answersLeft: 0,
      booked: 1,
      bookedFromOutreach: 1,
      optedOut: 1,
    })
  })

  it('tells of the messages about visits that the next day brings', async () => {
    const { clinic, door } = await openToday(2)
    const [visitor] = clinic.patients
    if (!visitor) throw new Error('no patient')
    await bookAt(clinic, visitor, '2026-12-03T07:00:00Z')
    const document = await shippedDocument('recall')
    await clinic.start({ ...document, holdOutShare: 0 })
    await clinic.work()
    // A week before the visit it is asked to be confirmed, from nine in the morning.
    clinic.clock.moveTo(Temporal.Instant.from('2026-11-25T20:00:00Z'))
    const { body } = await door.get('/api/today')
    expect(body.next).toMatchObject([
      {
        about: 'visits',
        campaign: null,
        channel: 'sms',
        messages: 1,
        isQueued: false,
        isAtLeast: false,
        time: '09:00',
        costMinor: null,
      },
    ])
  })

  it('welcomes who comes back after a year, and shows who sits in which chair', async () => {
    const { clinic, door } = await openToday(2, 430)
    const [returning] = clinic.patients
    if (!returning) throw new Error('no patient')
    await bookAt(clinic, returning, '2026-11-24T11:00:00Z')
    const { body } = await door.get('/api/today')
    expect(body.welcome).toMatchObject([
      {
        patientId: returning.id,
        monthsAway: 14,
        time: '12:00',
        service: 'Higienizacja',
        isFromRecall: false,
      },
    ])
    expect(body.chairs.rows.map((row: { name: string }) => row.name)).toEqual([
      'dr Anna Lis',
      'dr Piotr Nowak',
    ])
    const busy = body.chairs.rows.find((row: { booked: readonly unknown[] }) => row.booked.length > 0)
    expect(busy).toMatchObject({
      open: [{ from: 480, to: 960 }],
      booked: [{ from: 720, to: 765, isFromRecall: false }],
      openMinutes: 480,
      bookedMinutes: 45,
      freeMinutes: 435,
    })
    expect(body.chairs).toMatchObject({ openMinutes: 960, bookedMinutes: 45 })
    expect(body).toMatchObject({ nowMinutes: 600, longDay: 'Tuesday, 24 November' })
  })

  it('tells how many of those due this month have a visit', async () => {
    // Hygiene is due six months and a day after the visit: on 16 November for a visit of 15 May.
    const { clinic, door } = await openToday(4, 193)
    const [booker] = clinic.patients
    if (!booker) throw new Error('no patient')
    await clinic.book(booker)
    expect((await door.get('/api/today')).body.recalled).toEqual({ month: 'November', due: 4, booked: 1 })
  })

  it('turns the pages of the work, and refuses a page that is none', async () => {
    const { door } = await openToday(1)
    expect((await door.get('/api/today?page=3')).body.work).toMatchObject({ items: [], total: 0, page: 3 })
    expect((await door.get('/api/today?page=0')).status).toBe(400)
    expect((await door.get('/api/today', 'nobody')).status).toBe(401)
    expect((await door.get('/api/today', 'read_only')).status).toBe(200)
  })
})
