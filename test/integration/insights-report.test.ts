import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { type CampaignReport, campaignReport } from '../../src/insights/campaign-report.ts'
import { recordConsent } from '../../src/patients/record-consent.ts'
import { cancelAppointment } from '../../src/scheduling/cancel-appointment.ts'
import { closeAppointment } from '../../src/scheduling/close-appointment.ts'
import { findOpenTimes } from '../../src/scheduling/find-open-times.ts'
import { moveAppointment } from '../../src/scheduling/move-appointment.ts'
import { type CampaignClinic, campaignClinic, desk, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import type { TestPatient } from '../support/outreach-clinic.ts'

const database = await testDatabase()
const opened: CampaignClinic[] = []

afterAll(async () => {
  for (const clinic of opened) await clinic.db.close()
})

async function clinicWith(patients: number): Promise<CampaignClinic> {
  const clinic = await campaignClinic(database.connection, { patients, name: `Klinika ${opened.length}` })
  opened.push(clinic)
  return clinic
}

async function reportOf(clinic: CampaignClinic, campaignId: string): Promise<CampaignReport> {
  const report = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    campaignReport(tx.as('insights'), campaignId),
  )
  if (report === null) throw new Error('no such campaign')
  return report
}

async function arms(
  clinic: CampaignClinic,
): Promise<Record<'contacted' | 'hold_out', readonly TestPatient[]>> {
  const rows = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<{ patient_id: string; arm: 'contacted' | 'hold_out' }>(sql`
      select patient_id, arm from campaigns.enrolment where clinic_id = ${clinic.clinicId} order by patient_id`),
  )
  const of = (arm: string) =>
    rows
      .filter((row) => row.arm === arm)
      .flatMap((row) => clinic.patients.filter(({ id }) => id === row.patient_id))
  return { contacted: of('contacted'), hold_out: of('hold_out') }
}

async function bookedOf(clinic: CampaignClinic, patient: TestPatient): Promise<string> {
  const [row] = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<{ id: string }>(sql`
      select id from scheduling.appointment where clinic_id = ${clinic.clinicId} and patient_id = ${patient.id} and state = 'booked'`),
  )
  if (row === undefined) throw new Error('this patient has no appointment')
  return row.id
}

describe('the report of a campaign', () => {
  it('follows everybody from the draw to the chair, and compares with the hold-out', async () => {
    const clinic = await clinicWith(100)
    const [withdrawn, silenced] = clinic.patients
    if (withdrawn === undefined || silenced === undefined) throw new Error('too few patients')
    const document = await shippedDocument('recall')
    const campaignId = await clinic.start({ ...document, holdOutShare: 0.5 })
    const { contacted, hold_out: heldOut } = await arms(clinic)
    expect(contacted.length + heldOut.length).toBe(100)
    expect(Math.min(contacted.length, heldOut.length)).toBeGreaterThanOrEqual(30)

    // One of those to be written to takes the consent back before anything was sent.
    const [noConsent, byDigit, byDesk, decliner, leaver, unreached, misser] = contacted
    if (!noConsent || !byDigit || !byDesk || !decliner || !leaver || !unreached || !misser)
      throw new Error('too few were drawn')
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      recordConsent(
        tx.as('patients'),
        [
          {
            contactPointId: noConsent.contactPointId,
            patientId: noConsent.id,
            channel: 'any',
            purpose: 'care_recall',
            state: 'withdrawn',
          },
        ],
        { method: 'front_desk', evidence: 'at the desk', actor: desk },
      ),
    )
    await clinic.work()
    expect(clinic.given).toHaveLength(contacted.length - 1)
    for (const patient of contacted) {
      if (patient !== noConsent) await clinic.receipt(patient, patient === unreached ? 'failed' : 'delivered')
    }
    clinic.clock.advance({ hours: 1 })
    await clinic.say(byDigit, '1')
    await clinic.say(decliner, 'nie, dziękuję')
    await clinic.say(leaver, 'STOP')
    await clinic.book(byDesk)
    await clinic.book(misser)
    const heldOutBooker = heldOut[0]
    if (!heldOutBooker) throw new Error('nobody was held out')
    await clinic.book(heldOutBooker)
    await clinic.work()

    // Everybody's day comes; two keep it, one does not, and the report is asked a month later.
    const visits = {
      byDigit: await bookedOf(clinic, byDigit),
      byDesk: await bookedOf(clinic, byDesk),
      misser: await bookedOf(clinic, misser),
    }
    clinic.clock.advance({ hours: 24 * 25 })
    await clinic.db.tenant(clinic.clinicId, async (tx) => {
      const scheduling = tx.as('scheduling')
      await closeAppointment(scheduling, { appointmentId: visits.byDigit, outcome: 'fulfilled', actor: desk })
      await closeAppointment(scheduling, { appointmentId: visits.byDesk, outcome: 'fulfilled', actor: desk })
      await closeAppointment(scheduling, { appointmentId: visits.misser, outcome: 'no_show', actor: desk })
    })

    const report = await reportOf(clinic, campaignId)
    expect(report.campaign).toMatchObject({ kind: 'recall', state: 'running', day: 26, version: 1 })
    expect(report.proof.contacted).toMatchObject({ part: 3, whole: contacted.length })
    expect(report.proof.holdOut).toMatchObject({ part: 1, whole: heldOut.length })
    expect(report.proof.verdict).toBe('not_proven')
    expect(report.funnel).toMatchObject({
      enrolled: contacted.length,
      heldOut: heldOut.length,
      sent: contacted.length - 1,
      delivered: contacted.length - 2,
      undelivered: 1,
      answered: 4,
      booked: 3,
      bookedFromMessage: 1,
      attended: 2,
      stillToCome: 0,
      missed: 1,
      declined: 1,
      optedOut: 1,
      notSent: [{ reason: 'opted_out', kind: 'withheld', patients: 1 }],
    })
    expect(report.compliance).toEqual({ part: 4, whole: 100 })
    expect(report.reactivation).toBeNull()
    expect(report.groups).toMatchObject([{ key: 'dental_hygiene', names: { en: expect.any(String) } }])
    const [sms, ...others] = report.channels
    expect(others).toEqual([])
    expect(sms).toMatchObject({ channel: 'sms', messages: contacted.length - 1, booked: 3 })
    expect(sms?.costMinor).toBeGreaterThanOrEqual(12 * (contacted.length - 1))
    expect(report.cost.messagesMinor).toBe(sms?.costMinor)
    expect(report.worth).toBeNull()
    expect(report.curve.at(-1)?.contacted.value).toBeCloseTo(3 / contacted.length, 6)
  })

  it('counts a moved visit once, a cancelled one not, and one agreed before the draw not at all', async () => {
    const clinic = await clinicWith(4)
    const [early, mover, canceller, other] = clinic.patients
    if (!early || !mover || !canceller || !other) throw new Error('four patients')
    const before = await clinic.book(early)
    clinic.clock.advance({ minutes: 1 })
    const document = await shippedDocument('recall')
    const campaignId = await clinic.start({ ...document, holdOutShare: 0 })
    await clinic.work()
    clinic.clock.advance({ hours: 1 })
    await clinic.book(mover)
    await clinic.book(canceller)
    clinic.clock.advance({ hours: 1 })
    await clinic.db.tenant(clinic.clinicId, async (tx) => {
      const scheduling = tx.as('scheduling')
      for (const [patient, id] of [
        [mover, await bookedOf(clinic, mover)],
        [early, before],
      ] as const) {
        const times = await findOpenTimes(scheduling, {
          serviceId: clinic.hygiene,
          from: tx.now.add({ hours: 24 * 10 }),
          to: tx.now.add({ hours: 24 * 30 }),
          limit: 5,
          order: 'soonest',
        })
        const time = times[patient === mover ? 0 : 3]
        if (time === undefined) throw new Error('no open time')
        const moved = await moveAppointment(scheduling, {
          appointmentId: id,
          startsAt: time.startsAt,
          resourceIds: [time.resourceId],
          via: 'staff',
          actor: desk,
        })
        expect(moved).toMatchObject({ ok: true })
      }
      await cancelAppointment(scheduling, {
        appointmentId: await bookedOf(clinic, canceller),
        by: 'staff',
        actor: desk,
      })
    })
    const { proof, funnel } = await reportOf(clinic, campaignId)
    expect(proof.contacted).toEqual({ part: 1, whole: 4, interval: null })
    expect(proof.verdict).toBe('no_hold_out')
    expect(funnel.booked).toBe(1)
    expect(funnel.stillToCome).toBe(1)
  })

  it('watches both arms for the same time: who books after it is nobody’s success', async () => {
    const clinic = await clinicWith(2)
    const document = await shippedDocument('recall')
    const campaignId = await clinic.start({ ...document, holdOutShare: 0 })
    const { observationDays } = await reportOf(clinic, campaignId)
    clinic.clock.advance({ hours: 24 * observationDays + 1 })
    const [late] = clinic.patients
    if (!late) throw new Error('no patient')
    await clinic.book(late)
    const { proof } = await reportOf(clinic, campaignId)
    expect(proof.contacted).toMatchObject({ part: 0, whole: 2 })
  })

  it('says who waits, whom a channel failed and who left before the first message', async () => {
    const clinic = await clinicWith(3)
    const document = await shippedDocument('recall')
    const campaignId = await clinic.start({ ...document, holdOutShare: 0 })
    expect((await reportOf(clinic, campaignId)).funnel.notSent).toEqual([
      { reason: 'not_yet', kind: 'waiting', patients: 3 },
    ])
    const [booker] = clinic.patients
    if (!booker) throw new Error('no patient')
    await clinic.book(booker)
    clinic.answerAs('failed')
    await clinic.work()
    clinic.clock.advance({ hours: 24 * 120 })
    await clinic.work()
    expect((await reportOf(clinic, campaignId)).funnel).toMatchObject({
      sent: 0,
      notSent: [
        { reason: 'channel_failed', kind: 'failed', patients: 2 },
        { reason: 'booked', kind: 'left', patients: 1 },
      ],
    })
  })

  it('knows nothing of a campaign of another clinic', async () => {
    const clinic = await clinicWith(1)
    const document = await shippedDocument('recall')
    const campaignId = await clinic.start(document)
    const stranger = await clinicWith(1)
    const report = await stranger.db.tenant(stranger.clinicId, async (tx) =>
      campaignReport(tx.as('insights'), campaignId),
    )
    expect(report).toBeNull()
  })
})
