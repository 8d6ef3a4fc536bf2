import { afterAll, describe, expect, test } from 'vitest'
import { why } from '../../src/insights/why.ts'
import { shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { type InvitationRoom, invitationRoom, narrowCampaign, picked } from '../support/invitation-room.ts'

const database = await testDatabase()
const opened: InvitationRoom[] = []

afterAll(async () => {
  for (const one of opened) await one.close()
})

async function room(patients: number): Promise<InvitationRoom> {
  const made = await invitationRoom(database.connection, { patients })
  opened.push(made)
  return made
}

describe('the hold-out', () => {
  async function halfHeldOut(patients: number) {
    const clinic = await room(patients)
    const campaignId = await clinic.start({ ...(await shippedDocument('recall')), holdOutShare: 0.5 })
    const rows = await clinic.enrolments()
    const held = rows.filter((row) => row.arm === 'hold_out')
    return { clinic, campaignId, rows, held }
  }

  test('stays untouched unless it is asked for, and is counted', async () => {
    const { clinic, campaignId, rows, held } = await halfHeldOut(20)
    const { body } = await clinic.invite(campaignId, { subject: picked(...clinic.patients), confirmed: 20 })
    expect(body).toMatchObject({ patients: 20, invited: 0, heldOut: held.length })
    expect(body.notInvited).toEqual(
      expect.arrayContaining([
        { reason: 'held_out', patients: held.length },
        { reason: 'already_in', patients: 20 - held.length },
      ]),
    )
    expect(await clinic.enrolments()).toEqual(rows)
  })

  test('of another campaign is out of reach', async () => {
    const { clinic, held } = await halfHeldOut(10)
    const other = await clinic.start(await narrowCampaign({ key: 'other' }), 'Inna')
    const wish = { subject: picked(...clinic.patients), withHeldOut: true, confirmed: 10 }
    const { body } = await clinic.invite(other, wish)
    expect(body).toMatchObject({ invited: 0, heldOut: 0 })
    expect(body.notInvited).toContainEqual({ reason: 'held_out_elsewhere', patients: held.length })
  })

  test('asked for, is written to, and still counts as held out in the comparison', async () => {
    const { clinic, campaignId, rows, held } = await halfHeldOut(100)
    const proofBefore = (await clinic.report(campaignId)).proof
    clinic.clock.advance({ hours: 24 * 3 })
    const few = clinic.patients.filter(({ id }) => held.slice(0, 5).some((row) => row.patient_id === id))
    const wish = { subject: picked(...few), withHeldOut: true }
    expect((await clinic.count(campaignId, wish)).body).toMatchObject({ invited: 5, heldOut: 5 })
    expect((await clinic.invite(campaignId, { ...wish, confirmed: 5 })).body).toMatchObject({ invited: 5 })
    const after = await clinic.enrolments()
    expect(after).toHaveLength(rows.length)
    expect(after.filter((row) => row.was_held_out).map((row) => row.arm)).toEqual(Array(5).fill('contacted'))
    await clinic.work()
    for (const { number } of few) expect(clinic.given.filter((one) => one.to === number)).toHaveLength(1)
    clinic.clock.advance({ hours: 1 })
    const [booker] = few
    if (booker === undefined) throw new Error('nobody was held out')
    await clinic.say(booker, '1')

    const { proof, funnel, compliance } = await clinic.report(campaignId)
    expect(proof.contacted.whole).toBe(proofBefore.contacted.whole)
    expect(proof.holdOut).toMatchObject({ part: 1, whole: held.length })
    expect(funnel).toMatchObject({
      enrolled: rows.length - held.length + 5,
      heldOut: held.length - 5,
      invitedByHand: 5,
      invitedFromHoldOut: 5,
      bookedFromMessage: 1,
    })
    expect(compliance?.whole).toBe(100)
    expect(await historyOf(clinic, booker.id)).toEqual([
      { news: 'enrolled', arm: 'hold_out', by: null },
      { news: 'invited', arm: 'contacted', by: 'Ewa front_desk' },
      { news: 'closed', arm: 'contacted', by: null },
    ])
  })

  test('is compared with nobody who was picked by hand', async () => {
    const clinic = await room(80)
    const pickedLater = clinic.patients.slice(60)
    await clinic.pause(pickedLater, '2027-01-01')
    const campaignId = await clinic.start({ ...(await shippedDocument('recall')), holdOutShare: 0.5 })
    await clinic.pause(pickedLater, null)
    const before = (await clinic.report(campaignId)).proof
    expect(before.contacted.whole + before.holdOut.whole).toBe(60)
    await clinic.invite(campaignId, { subject: picked(...pickedLater), confirmed: 20 })
    await clinic.work()
    clinic.clock.advance({ hours: 1 })
    for (const patient of pickedLater.slice(0, 3)) await clinic.book(patient)

    const report = await clinic.report(campaignId)
    expect(report.proof).toEqual(before)
    expect(report.funnel).toMatchObject({
      invitedByHand: 20,
      invitedFromHoldOut: 0,
      booked: 3,
    })
    expect(report.funnel.enrolled).toBe(before.contacted.whole + 20)
    expect(report.compliance).toEqual({ part: 3, whole: 80 })
  })
})

/** What the history of a patient tells about campaigns. */
async function historyOf({ db, clinicId }: InvitationRoom, patientId: string): Promise<readonly object[]> {
  return db.tenant(clinicId, async (tx) => {
    const told: object[] = []
    for await (const entry of why(tx.as('insights'), patientId)) {
      if (entry.kind === 'enrolment') told.push({ news: entry.news, arm: entry.arm, by: entry.by })
    }
    return told
  })
}
