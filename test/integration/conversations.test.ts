import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { recordConsent } from '../../src/patients/record-consent.ts'
import { findOpenTimes, type OpenTime } from '../../src/scheduling/find-open-times.ts'
import {
  type ConversationClinic,
  conversationClinic,
  givenMessage,
  givenVisit,
  rowsOf,
} from '../support/conversation-clinic.ts'
import { testDatabase } from '../support/database.ts'
import type { TestPatient } from '../support/outreach-clinic.ts'

const database = await testDatabase()
const opened: ConversationClinic[] = []

afterAll(async () => {
  for (const clinic of opened) await clinic.db.close()
})

interface Ground extends ConversationClinic {
  readonly patient: TestPatient
}

async function clinicWith(
  wish: { readonly country?: string; readonly patients?: number } = {},
): Promise<Ground> {
  const clinic = await conversationClinic(database.connection, wish)
  opened.push(clinic)
  const [patient] = clinic.patients
  if (patient === undefined) throw new Error('no patient')
  return { ...clinic, patient }
}

/** Thursday, 3 December 2026, 10:00 in Warsaw. */
const thursday = '2026-12-03T09:00:00Z'

async function offers(clinic: ConversationClinic, limit: number): Promise<readonly OpenTime[]> {
  return clinic.db.tenant(clinic.clinicId, async (tx) =>
    findOpenTimes(tx.as('scheduling'), {
      serviceId: clinic.checkUp,
      from: Temporal.Instant.from('2026-11-26T00:00:00Z'),
      to: Temporal.Instant.from('2026-12-20T00:00:00Z'),
      limit,
      order: 'spread',
    }),
  )
}

const enrolment = 'enrolment:00000000-0000-4000-8000-000000000001'

/** A second person behind the number of the first, with leave to write there about visits. */
async function sharePhone(
  clinic: ConversationClinic,
  { owner, with: other }: { owner: TestPatient; with: TestPatient },
): Promise<void> {
  await clinic.db.tenant(clinic.clinicId, async (tx) => {
    const patients = tx.as('patients')
    await patients.write
      .insertInto('patients.patient_contact')
      .values({ clinic_id: clinic.clinicId, patient_id: other.id, contact_point_id: owner.contactPointId })
      .execute()
    const entry = {
      contactPointId: owner.contactPointId,
      patientId: other.id,
      channel: 'sms',
      purpose: 'visit_admin',
      state: 'given',
    } as const
    await recordConsent(patients, [entry], {
      method: 'front_desk',
      evidence: 'test',
      actor: { kind: 'system', name: 'test' },
    })
  })
}

async function visitsOf(clinic: ConversationClinic, patient: TestPatient) {
  return rowsOf<{ starts_at: Temporal.Instant; state: string; confirmation: string }>(
    clinic,
    (clinicId) => sql`
      select starts_at, state, confirmation from scheduling.appointment
      where clinic_id = ${clinicId} and patient_id = ${patient.id} order by created_at, id`,
  )
}

async function threadOf(clinic: ConversationClinic, patient: TestPatient) {
  const [thread] = await rowsOf<{
    state: string
    needs: string | null
    waiting_since: Temporal.Instant | null
    last_text: string
  }>(
    clinic,
    (clinicId) => sql`
      select state, needs, waiting_since, last_text from conversations.thread
      where clinic_id = ${clinicId} and contact_point_id = ${patient.contactPointId}`,
  )
  return thread
}

/** Opt-outs that follow the patient to another number. */
async function optOutsOf(clinic: ConversationClinic, patient: TestPatient): Promise<number | undefined> {
  const [row] = await rowsOf<{ count: number }>(
    clinic,
    (clinicId) => sql`
      select count(*) as count from patients.consent
      where clinic_id = ${clinicId} and patient_id = ${patient.id} and state = 'withdrawn'`,
  )
  return row?.count
}

async function consentOf(clinic: ConversationClinic, patient: TestPatient): Promise<string | undefined> {
  const [row] = await rowsOf<{ state: string }>(
    clinic,
    (clinicId) => sql`
      select state from patients.consent where clinic_id = ${clinicId} and contact_point_id = ${patient.contactPointId}
        and purpose = 'all' order by at desc, id desc limit 1`,
  )
  return row?.state
}

describe('STOP', () => {
  test('ends messages at once, is confirmed once, and a queued message is withheld', async () => {
    const clinic = await clinicWith()
    await givenMessage(clinic, clinic.patient, { key: 'recall_invitation', subjectKey: enrolment })
    expect(await clinic.hear('STOP')).toMatchObject({ kind: 'received', act: 'opt_out', need: null })
    expect(await consentOf(clinic, clinic.patient)).toBe('withdrawn')
    expect(await clinic.deliver()).toEqual([expect.stringContaining('nie wyslemy')])
    expect(
      await givenMessage(clinic, clinic.patient, { key: 'recall_reminder', subjectKey: enrolment }),
    ).toEqual([])
    await clinic.hear('stop!!')
    expect(await clinic.deliver()).toEqual([])
    expect(await threadOf(clinic, clinic.patient)).toMatchObject({
      state: 'done',
      needs: null,
      waiting_since: null,
    })
  })

  test('with thanks behind it takes effect and is put before a person', async () => {
    const clinic = await clinicWith()
    expect(await clinic.hear('Stop. Dziękuję')).toMatchObject({ act: 'opt_out', need: 'opt_out_review' })
    expect(await consentOf(clinic, clinic.patient)).toBe('withdrawn')
    expect(await threadOf(clinic, clinic.patient)).toMatchObject({ state: 'open', needs: 'opt_out_review' })
  })

  test('from a number nobody knows is kept for the day the number gets an owner', async () => {
    const clinic = await clinicWith()
    expect(await clinic.hear('STOP', '+48699888777')).toMatchObject({ act: 'opt_out' })
    const rows = await rowsOf<{ state: string }>(
      clinic,
      (clinicId) => sql`
        select c.state from patients.consent c join patients.contact_point p on p.clinic_id = c.clinic_id and p.id = c.contact_point_id
        where c.clinic_id = ${clinicId} and p.value = '+48699888777'`,
    )
    expect(rows).toEqual([{ state: 'withdrawn' }])
  })

  test('is taken back by START, and START without a STOP gives no consent', async () => {
    const clinic = await clinicWith()
    expect(await clinic.hear('start')).toMatchObject({ act: 'hand_over' })
    expect(await consentOf(clinic, clinic.patient)).toBeUndefined()
    await clinic.hear('stop')
    await clinic.deliver()
    expect(await clinic.hear('START')).toMatchObject({ act: 'start_again' })
    expect(await consentOf(clinic, clinic.patient)).toBe('given')
    expect(await clinic.deliver()).toEqual([expect.stringContaining('znow wlaczone')])
  })

  test('together with an emergency does both', async () => {
    const clinic = await clinicWith()
    expect(await clinic.hear('proszę nie piszcie, krwawię')).toMatchObject({ act: 'opt_out', need: 'urgent' })
    expect((await clinic.deliver()).toSorted()).toEqual([
      expect.stringContaining('nie wyslemy'),
      expect.stringContaining('112'),
    ])
  })
})

describe('a word that may mean the visit', () => {
  test('is asked about once, and the answer cancels the visit and nothing else', async () => {
    const clinic = await clinicWith()
    const appointmentId = await givenVisit(clinic, clinic.patient, thursday)
    await givenMessage(clinic, clinic.patient, {
      key: 'visit_confirm',
      subjectKey: `appointment:${appointmentId}`,
      visit: { appointmentId, startsAt: thursday },
    })
    expect(await clinic.hear('ANULUJ')).toMatchObject({ act: 'ask_which_one' })
    expect(await consentOf(clinic, clinic.patient)).toBeUndefined()
    expect(await clinic.deliver()).toEqual([expect.stringContaining('1 odwoluje wizyte')])
    expect(await clinic.hear('1')).toMatchObject({ act: 'cancel', need: null })
    expect(await visitsOf(clinic, clinic.patient)).toMatchObject([{ state: 'cancelled' }])
    expect(await clinic.deliver()).toEqual([expect.stringContaining('odwolana')])
    expect(await consentOf(clinic, clinic.patient)).toBeUndefined()
  })

  test('in bold stops messages first; the answer about the visit opens them again', async () => {
    const clinic = await clinicWith()
    const appointmentId = await givenVisit(clinic, clinic.patient, thursday)
    await givenMessage(clinic, clinic.patient, {
      key: 'visit_confirm',
      subjectKey: `appointment:${appointmentId}`,
      visit: { appointmentId, startsAt: thursday },
    })
    expect(await clinic.hear('rezygnuję')).toMatchObject({ act: 'opt_out' })
    expect(await consentOf(clinic, clinic.patient)).toBe('withdrawn')
    await clinic.deliver()
    expect(await clinic.hear('1')).toMatchObject({ act: 'cancel' })
    expect(await visitsOf(clinic, clinic.patient)).toMatchObject([{ state: 'cancelled' }])
    expect(await consentOf(clinic, clinic.patient)).toBe('given')
  })

  test('opts out first in the United States, with a task for staff', async () => {
    const clinic = await clinicWith({ country: 'US' })
    await givenVisit(clinic, clinic.patient, thursday)
    expect(await clinic.hear('CANCEL')).toMatchObject({ act: 'opt_out', need: 'visit_or_messages' })
    expect(await visitsOf(clinic, clinic.patient)).toMatchObject([{ state: 'booked' }])
  })
})

describe('a digit', () => {
  test('books the offered time, says so, and closes the question', async () => {
    const clinic = await clinicWith()
    const times = await offers(clinic, 2)
    await givenMessage(clinic, clinic.patient, {
      key: 'recall_invitation',
      subjectKey: enrolment,
      offers: times,
    })
    expect(await clinic.hear('2')).toMatchObject({ act: 'book', need: null })
    const [visit] = await visitsOf(clinic, clinic.patient)
    expect(visit?.starts_at.toString()).toBe(times[1]?.startsAt.toString())
    expect(await clinic.deliver()).toEqual([expect.stringContaining('zarezerwowano')])
    expect(await clinic.hear('1')).toMatchObject({ act: 'hand_over', need: 'unclear' })
    expect(await visitsOf(clinic, clinic.patient)).toHaveLength(1)
  })

  test('for a time that somebody took meanwhile gets fresh offers that can be taken', async () => {
    const clinic = await clinicWith({ patients: 2 })
    const [first, second] = clinic.patients
    if (first === undefined || second === undefined) throw new Error('two patients')
    const times = await offers(clinic, 1)
    await givenMessage(clinic, first, { key: 'recall_invitation', subjectKey: enrolment, offers: times })
    await givenMessage(clinic, second, { key: 'recall_invitation', subjectKey: enrolment, offers: times })
    expect(await clinic.hear('1', first.number)).toMatchObject({ act: 'book', need: null })
    expect(await clinic.hear('1', second.number)).toMatchObject({ act: 'book', need: null })
    expect(await visitsOf(clinic, second)).toEqual([])
    expect(await clinic.deliver(second.number)).toEqual([expect.stringContaining('juz zajety')])
    expect(await clinic.hear('1', second.number)).toMatchObject({ act: 'book' })
    expect(await visitsOf(clinic, second)).toMatchObject([{ state: 'booked' }])
  })

  test('asks for other times and moves the visit', async () => {
    const clinic = await clinicWith()
    const appointmentId = await givenVisit(clinic, clinic.patient, thursday)
    const visit = { appointmentId, startsAt: thursday }
    await givenMessage(clinic, clinic.patient, {
      key: 'visit_confirm',
      subjectKey: `appointment:${appointmentId}`,
      visit,
    })
    expect(await clinic.hear('2')).toMatchObject({ act: 'move', need: null })
    expect(await clinic.deliver()).toEqual([expect.stringContaining('wolne terminy')])
    expect(await clinic.hear('1')).toMatchObject({ act: 'book', need: null })
    expect((await visitsOf(clinic, clinic.patient)).map((row) => row.state).toSorted()).toEqual([
      'booked',
      'cancelled',
    ])
  })

  test('means nothing when no question is open', async () => {
    const clinic = await clinicWith()
    expect(await clinic.hear('1')).toMatchObject({ act: 'hand_over', need: 'unclear' })
    expect(await clinic.deliver()).toEqual([expect.stringContaining('Odpowie rejestracja')])
    await clinic.hear('halo?')
    expect(await clinic.deliver()).toEqual([])
  })
})

describe('yes', () => {
  test('confirms the visit that was asked about, and only that one of a family', async () => {
    const clinic = await clinicWith({ patients: 2 })
    const [mother, child] = clinic.patients
    if (mother === undefined || child === undefined) throw new Error('two patients')
    await sharePhone(clinic, { owner: mother, with: child })
    const ours = await givenVisit(clinic, mother, thursday)
    const childs = await givenVisit(clinic, child, '2026-12-03T10:00:00Z')
    const visit = { appointmentId: childs, startsAt: '2026-12-03T10:00:00Z' }
    await givenMessage(
      clinic,
      { ...child, contactPointId: mother.contactPointId, number: mother.number },
      { key: 'visit_confirm', subjectKey: `appointment:${childs}`, visit },
    )
    expect(await clinic.hear('tak')).toMatchObject({ act: 'confirm', need: null })
    const confirmations = await rowsOf<{ id: string; confirmation: string }>(
      clinic,
      (clinicId) =>
        sql`select id, confirmation from scheduling.appointment where clinic_id = ${clinicId} order by starts_at`,
    )
    expect(confirmations).toEqual([
      { id: ours, confirmation: 'open' },
      { id: childs, confirmation: 'confirmed' },
    ])
  })

  test('books where exactly one time was offered', async () => {
    const clinic = await clinicWith()
    await givenMessage(clinic, clinic.patient, {
      key: 'recall_invitation',
      subjectKey: enrolment,
      offers: await offers(clinic, 1),
    })
    expect(await clinic.hear('tak, poproszę')).toMatchObject({ act: 'book', need: null })
    expect(await visitsOf(clinic, clinic.patient)).toMatchObject([{ state: 'booked' }])
  })

  test('books nothing where two times were offered, and offers again', async () => {
    const clinic = await clinicWith()
    await givenMessage(clinic, clinic.patient, {
      key: 'recall_invitation',
      subjectKey: enrolment,
      offers: await offers(clinic, 2),
    })
    expect(await clinic.hear('tak')).toMatchObject({ act: 'offer_times', need: null })
    expect(await visitsOf(clinic, clinic.patient)).toEqual([])
    expect(await clinic.deliver()).toEqual([expect.stringContaining('wolne terminy')])
  })
})

describe('everything else', () => {
  test('goes to the inbox with what was understood', async () => {
    const clinic = await clinicWith()
    expect(await clinic.hear('ile kosztuje przegląd?')).toMatchObject({ act: 'hand_over', need: 'question' })
    expect(await threadOf(clinic, clinic.patient)).toMatchObject({
      state: 'open',
      needs: 'question',
      last_text: 'ile kosztuje przegląd?',
    })
    const entries = await rowsOf<{ understood: { intent: string } }>(
      clinic,
      (clinicId) =>
        sql`select understood from conversations.entry where clinic_id = ${clinicId} and direction = 'in'`,
    )
    expect(entries).toMatchObject([{ understood: { intent: 'question', language: 'pl' } }])
  })

  test('that is urgent is answered with the emergency number and marked', async () => {
    const clinic = await clinicWith()
    expect(await clinic.hear('ból w klatce')).toMatchObject({ need: 'urgent' })
    expect(await clinic.deliver()).toEqual([expect.stringContaining('112')])
  })

  test('a wrong number ends messages there and says sorry; "who is this" only asks a person', async () => {
    const clinic = await clinicWith({ patients: 2 })
    const [first, second] = clinic.patients
    if (first === undefined || second === undefined) throw new Error('two patients')
    expect(await clinic.hear('to pomyłka', first.number)).toMatchObject({
      act: 'close_address',
      need: 'wrong_number',
    })
    expect(await clinic.deliver(first.number)).toEqual([expect.stringContaining('przepraszamy')])
    expect(await consentOf(clinic, first)).toBe('withdrawn')
    expect(await optOutsOf(clinic, first)).toBe(0)
    expect(await clinic.hear('kto to?', second.number)).toMatchObject({
      act: 'hand_over',
      need: 'wrong_number',
    })
    expect(await consentOf(clinic, second)).toBeUndefined()
  })

  test('"ok" to our "not now, then" starts nothing again', async () => {
    const clinic = await clinicWith()
    await givenMessage(clinic, clinic.patient, { key: 'reactivation_reminder', subjectKey: enrolment })
    expect(await clinic.hear('może później')).toMatchObject({ act: 'not_now', need: null })
    await clinic.deliver()
    expect(await clinic.hear('ok')).toMatchObject({ act: 'hand_over', need: null })
    expect(await clinic.deliver()).toEqual([])
  })

  test('thanks need nobody and no answer', async () => {
    const clinic = await clinicWith()
    expect(await clinic.hear('dziękuję')).toMatchObject({ act: 'hand_over', need: null })
    expect(await clinic.deliver()).toEqual([])
    expect(await threadOf(clinic, clinic.patient)).toMatchObject({ state: 'done' })
  })
})
