import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patientRoutes } from '../../src/insights/routes/patients.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { patientSearchRoutes } from '../../src/patients/routes.ts'
import { closeAppointment } from '../../src/scheduling/close-appointment.ts'
import { type CampaignClinic, campaignClinic, desk, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import type { TestPatient } from '../support/outreach-clinic.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const database = await testDatabase()
const nobody = '00000000-0000-4000-8000-000000000000'
let clinic: CampaignClinic
let door: StaffDoor
let booker: TestPatient
let silent: TestPatient

beforeAll(async () => {
  clinic = await campaignClinic(database.connection, { patients: 12 })
  const [first, second] = clinic.patients
  if (!first || !second) throw new Error('too few patients')
  booker = first
  silent = second
  const document = await shippedDocument('recall')
  await clinic.start({ ...document, holdOutShare: 0 }, 'Jesienna')
  await clinic.work()
  clinic.clock.advance({ minutes: 20 })
  await clinic.say(booker, '1')
  await clinic.say(silent, 'Czy mogę przyjść z dzieckiem?')
  await clinic.work()
  const words = await loadOutreachPacks()
  door = await staffDoor(clinic, (server) => {
    patientSearchRoutes(server)
    patientRoutes(server, words)
  })
})

afterAll(async () => {
  await door.close()
  await clinic.db.close()
})

describe('finding a patient', () => {
  it('answers with name and what tells people of one name apart', async () => {
    const found = await door.get('/api/patients/search?q=pacjent%207')
    expect(found.status).toBe(200)
    expect(found.body).toEqual({
      patients: [{ id: clinic.patients[7]?.id, name: 'Pacjent 7', note: '17 May 1980 · p7' }],
    })
  })

  it('finds by the phone number, too', async () => {
    const found = await door.get(`/api/patients/search?q=${encodeURIComponent('601 000 003')}`)
    expect(found.body.patients).toMatchObject([{ name: 'Pacjent 3' }])
  })

  it('finds a name in whichever alphabet it was typed', async () => {
    expect((await door.get(`/api/patients/search?q=${encodeURIComponent('пациент')}`)).body.patients).toEqual(
      [],
    )
    const found = await door.get(`/api/patients/search?q=${encodeURIComponent('пацйент 7')}`)
    expect(found.body.patients).toMatchObject([{ name: 'Pacjent 7' }])
  })

  it('wants two letters, a session, and nothing more than sight of patients', async () => {
    expect((await door.get('/api/patients/search?q=a')).status).toBe(400)
    expect((await door.get('/api/patients/search?q=pacjent', 'nobody')).status).toBe(401)
    expect((await door.get('/api/patients/search?q=pacjent', 'read_only')).status).toBe(200)
  })
})

describe('the list of patients', () => {
  it('comes by pages, with masked addresses, the last visit and what is due', async () => {
    const first = await door.get('/api/patients?pageSize=10')
    expect(first.body).toMatchObject({ total: 12, page: 1, pageSize: 10 })
    expect(first.body.rows).toHaveLength(10)
    expect(first.body.rows[0]).toMatchObject({
      name: 'Pacjent 0',
      number: 'p0',
      age: '46 years',
      contact: '+48 601 ··· 000',
      lastVisit: { text: expect.stringContaining('May') },
      nextVisit: { text: expect.any(String) },
      recall: { name: expect.any(String), overdueDays: expect.any(Number) },
    })
    const second = await door.get('/api/patients?pageSize=10&page=2')
    expect(second.body.rows).toHaveLength(2)
    const names = [...first.body.rows, ...second.body.rows].map((row: { name: string }) => row.name)
    expect(new Set(names).size).toBe(12)
  })

  it('is narrowed by words and language, and sorted by the visit to come', async () => {
    expect(
      (await door.get('/api/patients?q=pacjent%201')).body.rows.map((row: { name: string }) => row.name),
    ).toEqual(['Pacjent 1', 'Pacjent 10', 'Pacjent 11'])
    expect((await door.get('/api/patients?language=ru')).body).toMatchObject({ total: 0, rows: [] })
    expect((await door.get('/api/patients?standing=gone')).body.total).toBe(0)
    const byVisit = await door.get('/api/patients?sort=next_visit')
    expect(byVisit.body.rows[0].id).toBe(booker.id)
    expect((await door.get('/api/patients?sort=last_visit')).body.total).toBe(12)
  })

  it('refuses a sort it does not know, a stranger, and lets everybody else in', async () => {
    expect((await door.get('/api/patients?sort=shoe_size')).status).toBe(400)
    expect((await door.get('/api/patients', 'nobody')).status).toBe(401)
    expect((await door.get('/api/patients', 'read_only')).status).toBe(200)
  })
})

describe('the card of a patient', () => {
  it('shows who it is, where consent stands, what is due and what is booked', async () => {
    const { status, body } = await door.get(`/api/patients/${booker.id}`, 'front_desk')
    expect(status).toBe(200)
    expect(body.person).toMatchObject({
      name: 'Pacjent 0',
      number: 'p0',
      age: '46 years',
      birthDate: { text: '17 May 1980' },
      language: 'pl',
    })
    expect(body.contacts.map((contact: { channel: string }) => contact.channel)).toEqual(['sms', 'call'])
    expect(body.contacts[0]).toMatchObject({ shown: '+48 601 ··· 000', full: booker.number })
    expect(body.contacts[0].consent).toContainEqual({ purpose: 'care_recall', state: 'given' })
    expect(body.contacts[0].consent).toContainEqual({ purpose: 'marketing', state: 'missing' })
    expect(body.recalls).toMatchObject([{ typeKey: 'dental_hygiene', status: 'booked' }])
    expect(body.upcoming).toMatchObject([
      { service: 'Higienizacja', minutes: 45, isFromRecall: true, practiceState: 'local' },
    ])
    expect(body.numbers).toMatchObject({ kept: 1, missed: 0, valueMinor: 24000, currency: 'PLN' })
    expect(body.campaigns).toEqual([])
    expect(body.waitingThread).toBeNull()
  })

  it('names the open campaign and the question that waits for an answer', async () => {
    const { body } = await door.get(`/api/patients/${silent.id}`)
    expect(body.campaigns).toMatchObject([{ name: 'Jesienna', arm: 'contacted', sent: 1 }])
    expect(body.waitingThread).toMatchObject({ threadId: expect.any(String) })
  })

  it('keeps numbers masked from those who may not write, and knows nobody it was not asked about', async () => {
    expect((await door.get(`/api/patients/${booker.id}`, 'read_only')).body.contacts[0].full).toBeNull()
    expect((await door.get(`/api/patients/${nobody}`)).status).toBe(404)
    expect((await door.get('/api/patients/12')).status).toBe(400)
    expect((await door.get(`/api/patients/${booker.id}`, 'nobody')).status).toBe(401)
  })
})

describe('the history of a patient', () => {
  it('tells newest first what was sent, answered, booked and agreed to', async () => {
    const { status, body } = await door.get(`/api/patients/${booker.id}/timeline`)
    expect(status).toBe(200)
    const kinds = body.entries.map((entry: { kind: string }) => entry.kind)
    expect(kinds).toContain('message')
    expect(kinds).toContain('received')
    expect(kinds).toContain('visit')
    expect(kinds).toContain('enrolment')
    expect(kinds).toContain('consent')
    expect(kinds).not.toContain('decision')
    const moments = body.entries.map((entry: { at: { iso: string } }) => entry.at.iso)
    expect(moments).toEqual([...moments].sort().reverse())
    const invitation = body.entries.find(
      (entry: { message?: string }) => entry.message === 'recall_invitation',
    )
    expect(invitation).toMatchObject({
      state: 'accepted',
      campaign: { name: 'Jesienna' },
      step: 'invitation#0',
      day: { relative: 'today' },
      time: '10:00',
    })
    expect(invitation.trace.at(-1)).toMatchObject({ check: 'quiet_hours', passed: true })
    expect(invitation.text).not.toContain('{{')
    expect(body.entries.find((entry: { news?: string }) => entry.news === 'booked')).toMatchObject({
      via: 'sms',
      resource: expect.stringContaining('dr'),
      campaign: { name: 'Jesienna' },
    })
    expect(body.total).toBe(body.entries.length)
    expect(body.next).toBeNull()
  })

  it('turns its pages without losing or repeating anything', async () => {
    const all = await door.get(`/api/patients/${booker.id}/timeline`)
    const seen: string[] = []
    let before = ''
    for (;;) {
      const { body } = await door.get(`/api/patients/${booker.id}/timeline?limit=2${before}`)
      seen.push(...body.entries.map((entry: { id: string }) => entry.id))
      if (body.next === null) break
      before = `&before=${encodeURIComponent(body.next)}`
    }
    expect(seen).toEqual(all.body.entries.map((entry: { id: string }) => entry.id))
  })

  it.each(['messages', 'visits', 'decisions', 'changes'])('shows only %s when asked', async (kind) => {
    const { body } = await door.get(`/api/patients/${booker.id}/timeline?kind=${kind}`)
    const allowed: Record<string, readonly string[]> = {
      messages: ['message', 'received'],
      visits: ['visit'],
      decisions: ['decision', 'enrolment'],
      changes: ['consent', 'change', 'enrolment'],
    }
    expect(body.entries.length).toBeGreaterThan(0)
    for (const entry of body.entries) expect(allowed[kind]).toContain(entry.kind)
  })

  it('tells a kept visit once, as the visit it was', async () => {
    const [, , visitor] = clinic.patients
    if (!visitor) throw new Error('too few patients')
    const appointmentId = await clinic.book(visitor)
    clinic.clock.advance({ hours: 24 * 9 })
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      closeAppointment(tx.as('scheduling'), { appointmentId, outcome: 'fulfilled', actor: desk }),
    )
    const { body } = await door.get(`/api/patients/${visitor.id}/timeline?kind=visits`)
    expect(body.entries.map((entry: { news: string }) => entry.news)).toEqual(['kept', 'booked', 'kept'])
  })

  it('refuses a place it never gave, an unknown patient, and a stranger', async () => {
    expect((await door.get(`/api/patients/${booker.id}/timeline?before=yesterday`)).status).toBe(400)
    expect((await door.get(`/api/patients/${booker.id}/timeline?kind=secrets`)).status).toBe(400)
    expect((await door.get(`/api/patients/${nobody}/timeline`)).status).toBe(404)
    expect((await door.get(`/api/patients/${booker.id}/timeline`, 'nobody')).status).toBe(401)
  })
})
