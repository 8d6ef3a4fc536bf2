import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { campaignReport } from '../../src/insights/campaign-report.ts'
import { patientRoutes } from '../../src/insights/routes/patients.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { listLapsed } from '../../src/recall/list-lapsed.ts'
import { closeAppointment } from '../../src/scheduling/close-appointment.ts'
import { importVisits } from '../../src/scheduling/import-visits.ts'
import { knowBookingsAs } from '../../src/scheduling/know-bookings-as.ts'
import type { VisitRecord } from '../../src/scheduling/rules/import-records.ts'
import { type CampaignClinic, campaignClinic, desk, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import type { TestPatient } from '../support/outreach-clinic.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'

const database = await testDatabase()
const other = await testDatabase()
let clinic: CampaignClinic
let door: StaffDoor
let campaignId: string

// One visit of 240,00 lies half a year back for everybody; what they come for now is filed with 300,00.
beforeAll(async () => {
  clinic = await campaignClinic(database.connection, { patients: 4 })
  const document = await shippedDocument('recall')
  campaignId = await clinic.start({ ...document, holdOutShare: 0 })
  await clinic.work()
  clinic.clock.advance({ hours: 1 })
  await clinic.say(patientAt(2), '1')
  const words = await loadOutreachPacks()
  door = await staffDoor(clinic, (server) => patientRoutes(server, words))
})
afterAll(async () => {
  await door.close()
  await clinic.db.close()
})

function patientAt(at: number): TestPatient {
  const patient = clinic.patients[at]
  if (patient === undefined) throw new Error('too few patients')
  return patient
}

/** The practice system's record of the visit that an appointment became, under its own numbers. */
async function visitOf(appointmentId: string, patientNumber: number, at = clinic): Promise<VisitRecord> {
  const [appointment] = await at.db.discover<{ starts: Temporal.Instant; ends: Temporal.Instant }>(
    sql`select starts_at as starts, ends_at as ends from scheduling.appointment where id = ${appointmentId}`,
  )
  if (appointment === undefined) throw new Error('no such appointment')
  return {
    kind: 'visit',
    externalId: `visit of ${appointmentId}`,
    patientExternalId: String(patientNumber),
    appointmentExternalId: `there ${appointmentId}`,
    resource: null,
    locationExternalId: null,
    status: 'finished',
    kindCode: 'hygiene',
    kindText: 'Higienizacja',
    reasonCode: null,
    reason: null,
    isEmergency: false,
    startedAt: appointment.starts.toString(),
    endedAt: appointment.ends.toString(),
    valueMinor: 30_000,
  }
}

const take = async (records: readonly VisitRecord[], at = clinic) =>
  at.db.tenant(at.clinicId, async (tx) =>
    importVisits(tx.as('scheduling'), { source: 'test', onDifference: 'update', records }),
  )
const know = async (appointmentId: string, at = clinic) =>
  at.db.tenant(at.clinicId, async (tx) =>
    knowBookingsAs(tx.as('scheduling'), 'test', [{ appointmentId, externalId: `there ${appointmentId}` }]),
  )
const keep = async (appointmentId: string, at = clinic) =>
  at.db.tenant(at.clinicId, async (tx) =>
    closeAppointment(tx.as('scheduling'), { appointmentId, outcome: 'fulfilled', actor: desk }),
  )
const news = async (patient: TestPatient) => {
  const { body } = await door.get(`/api/patients/${patient.id}/timeline?kind=visits`)
  return body.entries.map((entry: { news: string }) => entry.news)
}

const reportOf = async (id: string, at = clinic) =>
  at.db.tenant(at.clinicId, async (tx) => campaignReport(tx.as('insights'), id))

describe('a visit that was booked here, kept, and filed by the practice system', () => {
  it.each([
    { patient: 0, order: 'known before its visit' },
    { patient: 1, order: 'known after its visit' },
  ])('is one visit on the card and in the timeline, $order', async ({ patient: number, order }) => {
    const patient = patientAt(number)
    const appointmentId = await clinic.book(patient)
    const record = await visitOf(appointmentId, number)
    clinic.clock.advance({ hours: 24 * 14 })
    await keep(appointmentId)
    expect(await news(patient)).toEqual(['kept', 'booked', 'kept'])
    if (order === 'known before its visit') await know(appointmentId)
    await take([record])
    if (order === 'known after its visit') await know(appointmentId)
    expect(await news(patient)).toEqual(['kept', 'booked', 'kept'])
    const { body } = await door.get(`/api/patients/${patient.id}`)
    expect(body.numbers).toMatchObject({ kept: 2, missed: 0, valueMinor: 24_000 + 30_000 })
    expect(await take([record])).toEqual({ created: 0, updated: 0, differing: [] })
  })

  it('still counts once when the practice system corrects the visit', async () => {
    const patient = patientAt(0)
    const [linked] = await clinic.db.discover<{ id: string }>(
      sql`select appointment_id as id from scheduling.visit where patient_id = ${patient.id} and appointment_id is not null`,
    )
    const record = await visitOf(linked?.id ?? '', 0)
    expect(await take([{ ...record, valueMinor: 28_000 }])).toMatchObject({ updated: 1 })
    const { body } = await door.get(`/api/patients/${patient.id}`)
    expect(body.numbers).toMatchObject({ kept: 2, valueMinor: 24_000 + 28_000 })
  })

  it('is told with the campaign that it was booked from', async () => {
    const patient = patientAt(2)
    const [booked] = await clinic.db.discover<{ id: string }>(
      sql`select id from scheduling.appointment where patient_id = ${patient.id} and origin like 'campaign:%'`,
    )
    const appointmentId = booked?.id ?? ''
    const record = await visitOf(appointmentId, 2)
    await keep(appointmentId)
    await know(appointmentId)
    await take([record])
    const { body } = await door.get(`/api/patients/${patient.id}/timeline?kind=visits`)
    expect(body.entries[0]).toMatchObject({ news: 'kept', appointmentId, campaign: { name: 'Jesienna' } })
  })

  it('counts as one who booked and attended in the report', async () => {
    const report = await reportOf(campaignId)
    expect(report?.funnel).toMatchObject({ sent: 4, booked: 3, attended: 3, stillToCome: 0, missed: 0 })
    expect(report?.proof.contacted).toMatchObject({ part: 3, whole: 4 })
  })

  it('is away since the visit itself, not since the end that was planned for it', async () => {
    const patient = patientAt(3)
    const appointmentId = await clinic.book(patient)
    const record = await visitOf(appointmentId, 3)
    clinic.clock.advance({ hours: 24 * 30 })
    await keep(appointmentId)
    await know(appointmentId)
    const endedAt = Temporal.Instant.from(record.endedAt ?? '').subtract({ minutes: 20 })
    await take([{ ...record, endedAt: endedAt.toString() }])
    const rows = await clinic.db.tenant(clinic.clinicId, async (tx) => {
      const found: { externalId: string; lastVisitEnd: Temporal.Instant }[] = []
      for await (const row of await listLapsed(tx.as('recall'), { asOf: tx.now, overDays: 1 }))
        found.push(row)
      return found.filter(({ externalId }) => externalId === 'p3')
    })
    expect(rows.map(({ lastVisitEnd }) => lastVisitEnd.toString())).toEqual([endedAt.toString()])
  })
})

it('a visit agreed before the draw is nobody’s success, also when it took place on another day than was booked', async () => {
  const early = await campaignClinic(other.connection, { patients: 1 })
  const [patient] = early.patients
  if (patient === undefined) throw new Error('no patient')
  const appointmentId = await early.book(patient)
  early.clock.advance({ minutes: 1 })
  const id = await early.start({ ...(await shippedDocument('recall')), holdOutShare: 0 })
  const record = await visitOf(appointmentId, 0, early)
  const [startedAt, endedAt] = [record.startedAt, record.endedAt].map((text) =>
    Temporal.Instant.from(text ?? '')
      .add({ hours: 24 * 4 })
      .toString(),
  )
  early.clock.advance({ hours: 24 * 30 })
  await keep(appointmentId, early)
  await know(appointmentId, early)
  await take([{ ...record, startedAt: startedAt ?? null, endedAt: endedAt ?? null }], early)
  expect((await reportOf(id, early))?.proof.contacted).toMatchObject({ part: 0, whole: 1 })
  await early.db.close()
})
