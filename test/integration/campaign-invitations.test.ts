import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeCampaignState } from '../../src/campaigns/change-campaign-state.ts'
import { enrolPatients } from '../../src/campaigns/enrol-patients.ts'
import type { CampaignDocument } from '../../src/campaigns/rules/campaign-document.ts'
import { markDeceased } from '../../src/patients/mark-deceased.ts'
import { recordConsent } from '../../src/patients/record-consent.ts'
import { type CampaignClinic, desk, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import {
  everybodyOverdue,
  type InvitationRoom,
  invitationRoom,
  narrowCampaign,
  picked,
} from '../support/invitation-room.ts'
import type { TestPatient } from '../support/outreach-clinic.ts'

const database = await testDatabase()
const opened: InvitationRoom[] = []

afterAll(async () => {
  for (const one of opened) await one.close()
})

async function room(patients: number, daysSinceVisit = 190): Promise<InvitationRoom> {
  const made = await invitationRoom(database.connection, { patients, daysSinceVisit })
  opened.push(made)
  return made
}

function some(patients: readonly TestPatient[], index: number): TestPatient {
  const patient = patients[index]
  if (patient === undefined) throw new Error('too few patients')
  return patient
}

describe('an invitation by hand', () => {
  test('is counted first, then takes them in, and the planner writes to them at the time that was named', async () => {
    const clinic = await room(3)
    const campaignId = await clinic.start(await narrowCampaign())
    expect(await clinic.enrolments()).toEqual([])
    const [anna, jan] = [some(clinic.patients, 0), some(clinic.patients, 1)]
    const subject = picked(anna, jan)

    const counted = await clinic.count(campaignId, { subject })
    expect(counted).toEqual({
      status: 200,
      body: {
        patients: 2,
        invited: 2,
        notInvited: [],
        heldOut: 0,
        firstAt: { iso: '2026-11-24T09:00:00Z', text: expect.stringContaining('24 Nov') },
      },
    })
    expect(await clinic.enrolments()).toEqual([])

    const invited = await clinic.invite(campaignId, { subject, confirmed: 2 })
    expect(invited.body).toEqual(counted.body)
    expect(await clinic.enrolments()).toMatchObject(
      [anna, jan]
        .map(({ id }) => ({
          patient_id: id,
          entry_key: expect.stringMatching(/^dental_hygiene:2026-05-\d\d$/),
          version: 1,
          arm: 'contacted',
          state: 'active',
          invited_by: 'Ewa front_desk',
        }))
        .sort((one, other) => (one.patient_id < other.patient_id ? -1 : 1)),
    )
    await clinic.work()
    expect(clinic.given.map(({ to }) => to).sort()).toEqual([anna.number, jan.number])
  })

  test('is made at nine in the evening and leaves in the morning, as the dialog said', async () => {
    const clinic = await room(1)
    const campaignId = await clinic.start(await narrowCampaign())
    clinic.clock.advance({ hours: 11 })
    const { body } = await clinic.invite(campaignId, {
      subject: picked(some(clinic.patients, 0)),
      confirmed: 1,
    })
    expect(body.firstAt.iso).toBe('2026-11-25T08:30:00Z')
    await clinic.work()
    expect(clinic.given).toEqual([])
    clinic.clock.advance({ hours: 13 })
    await clinic.work()
    expect(clinic.given).toHaveLength(1)
  })

  test('asked twice invites once, and says that they are in already', async () => {
    const clinic = await room(2)
    const campaignId = await clinic.start(await narrowCampaign())
    const wish = { subject: picked(...clinic.patients), confirmed: 2 }
    expect((await clinic.invite(campaignId, wish)).body.invited).toBe(2)
    const before = await clinic.enrolments()
    clinic.clock.advance({ minutes: 1 })
    const again = await clinic.invite(campaignId, wish)
    expect(again.body).toMatchObject({
      patients: 2,
      invited: 0,
      notInvited: [{ reason: 'already_in', patients: 2 }],
      firstAt: null,
    })
    expect(await clinic.enrolments()).toEqual(before)
    expect(await auditOf(clinic)).toMatchObject([
      {
        actor_name: 'Ewa front_desk',
        subject_id: campaignId,
        detail: { how: 'picked', invited: 2, version: 1 },
      },
    ])
  })

  test('never takes in who may not be written to or has no need, each under the reason', async () => {
    const clinic = await room(12)
    const campaignId = await clinic.start(
      await narrowCampaign({ caps: { ...(await shippedDocument('recall')).caps, perPatientPer30Days: 1 } }),
    )
    const at = (index: number) => some(clinic.patients, index)
    const { db, clinicId } = clinic
    await db.tenant(clinicId, async (tx) => {
      const patients = tx.as('patients')
      const set = async (patient: TestPatient, change: object) =>
        patients.write
          .updateTable('patients.patient')
          .set(change)
          .where('clinic_id', '=', clinicId)
          .where('id', '=', patient.id)
          .execute()
      await markDeceased(patients, { patientId: at(0).id, deceasedAt: null, actor: desk })
      await set(at(1), { left_at: tx.now.subtract({ hours: 1 }) })
      await set(at(2), { safe_contact: 'none' })
      await recordConsent(
        patients,
        [
          {
            contactPointId: at(5).contactPointId,
            patientId: at(5).id,
            channel: 'any',
            purpose: 'care_recall',
            state: 'withdrawn',
          },
        ],
        { method: 'front_desk', evidence: 'at the desk', actor: desk },
      )
      await tx.run(sql`
        update patients.contact_point set validity = 'invalid' where clinic_id = ${clinicId} and id = ${at(6).contactPointId}`)
      await tx.run(sql`
        insert into outreach.contact_day (clinic_id, patient_id, day, contacts) values (${clinicId}, ${at(7).id}, '2026-11-20', 1)`)
      // Thirteen months ago instead of six: the invitation of this campaign is past.
      await tx.run(sql`
        update recall.cycle set due_computed = '2026-05-01', due_effective = '2026-05-01' where clinic_id = ${clinicId} and patient_id = ${at(8).id}`)
      await tx.run(sql`
        update recall.cycle set closed_at = ${tx.now} where clinic_id = ${clinicId} and patient_id = ${at(9).id}`)
    })
    await clinic.pause([at(3)], '2027-01-01')
    await clinic.book(at(4))
    const elsewhere = await clinic.start(await narrowCampaign({ key: 'other' }), 'Inna')
    await clinic.invite(elsewhere, { subject: picked(at(10)), confirmed: 1 })

    const wish = { subject: picked(...clinic.patients) }
    const counted = await clinic.count(campaignId, wish)
    expect(counted.body).toMatchObject({ patients: 12, invited: 1, heldOut: 0 })
    expect(
      Object.fromEntries(
        counted.body.notInvited.map((one: { reason: string; patients: number }) => [
          one.reason,
          one.patients,
        ]),
      ),
    ).toEqual({
      deceased: 1,
      left_clinic: 1,
      no_contact_wanted: 1,
      paused: 1,
      visit_ahead: 1,
      opted_out: 1,
      no_contact: 1,
      cap_reached: 1,
      nothing_to_send: 1,
      nothing_due: 1,
      in_a_campaign: 1,
    })
    const invited = await clinic.invite(campaignId, { ...wish, confirmed: 1 })
    expect(invited.body).toEqual(counted.body)
    expect((await clinic.enrolments()).map((row) => row.patient_id).sort()).toEqual(
      [at(10).id, at(11).id].sort(),
    )
  })

  test('finds the visit that stands on a merged record', async () => {
    const clinic = await room(2)
    const campaignId = await clinic.start(await narrowCampaign())
    const [living, merged] = [some(clinic.patients, 0), some(clinic.patients, 1)]
    await clinic.book(merged)
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.run(sql`
        update patients.patient set merged_into = ${living.id} where clinic_id = ${clinic.clinicId} and id = ${merged.id}`),
    )
    const { body } = await clinic.count(campaignId, { subject: picked(living, merged) })
    expect(body.notInvited).toEqual([
      { reason: 'merged', patients: 1 },
      { reason: 'visit_ahead', patients: 1 },
    ])
  })

  test('heeds recall type, age and time away of the campaign, which its texts are written for', async () => {
    const clinic = await room(1)
    const subject = picked(some(clinic.patients, 0))
    const reasons = async (document: CampaignDocument) => {
      const { body } = await clinic.count(await clinic.start(document, document.key), { subject })
      return body.notInvited
    }
    const base = { kind: 'due', enrolFromDays: -90, enrolUntilDays: -30, nothingBooked: false } as const
    expect(await reasons(await narrowCampaign({ audience: { ...base, recallTypes: ['xray'] } }))).toEqual([
      { reason: 'other_recall_type', patients: 1 },
    ])
    expect(
      await reasons(await narrowCampaign({ audience: { ...base, recallTypes: [], ages: { from: 60 } } })),
    ).toEqual([{ reason: 'other_age', patients: 1 }])
    expect(await reasons(await shippedDocument('reactivation'))).toEqual([
      { reason: 'other_time_away', patients: 1 },
    ])
  })

  test('into a campaign of lapsed patients they enter in the words of their time away', async () => {
    const clinic = await room(2, 400)
    await clinic.pause(clinic.patients, '2027-01-01')
    const campaignId = await clinic.start(await shippedDocument('reactivation'))
    expect(await clinic.enrolments()).toEqual([])
    await clinic.pause(clinic.patients, null)
    const wish = { subject: { kind: 'filtered', filter: { tab: 'lapsed' } }, confirmed: 2 }
    expect((await clinic.invite(campaignId, wish)).body).toMatchObject({ patients: 2, invited: 2 })
    expect(await clinic.enrolments()).toMatchObject([{ band: 'overdue_6_12' }, { band: 'overdue_6_12' }])
    // The entry is the one the audience would have made, so it cannot be made again.
    await clinic.db.tenant(clinic.clinicId, async (tx) => enrolPatients(tx.as('campaigns'), campaignId))
    expect(await clinic.enrolments()).toHaveLength(2)
    await clinic.work()
    expect(clinic.given).toHaveLength(2)
  })

  test('takes five thousand at once and leaves one line in the audit trail', async () => {
    const clinic = await room(5_000)
    const campaignId = await clinic.start(await narrowCampaign())
    const counted = await clinic.count(campaignId, { subject: everybodyOverdue })
    expect(counted.body).toMatchObject({ patients: 5_000, invited: 5_000, notInvited: [] })
    const invited = await clinic.invite(campaignId, { subject: everybodyOverdue, confirmed: 5_000 })
    expect(invited.body).toEqual(counted.body)
    expect((await clinic.enrolments()).filter((row) => row.invited_by === 'Ewa front_desk')).toHaveLength(
      5_000,
    )
    expect(await auditOf(clinic)).toMatchObject([{ detail: { how: 'filtered', invited: 5_000 } }])
  })

  test('and the hourly enrolment at the same moment make one enrolment each', async () => {
    const clinic = await room(40)
    const [one, other] = [
      await clinic.start(await narrowCampaign()),
      await clinic.start(await narrowCampaign(), 'Druga'),
    ]
    const wish = { subject: everybodyOverdue, confirmed: 40 }
    const answers = await Promise.all([
      clinic.invite(one, wish),
      clinic.invite(other, wish),
      clinic.db.tenant(clinic.clinicId, async (tx) => enrolPatients(tx.as('campaigns'), one)),
      clinic.invite(one, wish),
    ])
    expect(await clinic.enrolments()).toHaveLength(40)
    const invited = [answers[0], answers[1], answers[3]].map(({ body }) => body.invited)
    expect(invited.reduce((sum: number, each: number) => sum + each, 0)).toBe(40)
  })

  test('never invites more than the person was told', async () => {
    const clinic = await room(3)
    const campaignId = await clinic.start(await narrowCampaign())
    const refused = await clinic.invite(campaignId, { subject: everybodyOverdue, confirmed: 2 })
    expect(refused).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('more_than_confirmed') },
    })
    expect(await clinic.enrolments()).toEqual([])
  })
})

describe('the doors', () => {
  let clinic: InvitationRoom
  let campaignId = ''
  let wish: object = {}
  beforeAll(async () => {
    clinic = await room(2)
    campaignId = await clinic.start(await narrowCampaign())
    wish = { subject: picked(some(clinic.patients, 0)), confirmed: 1 }
  })

  test('are shut for strangers and for who may only look', async () => {
    expect((await clinic.invite(campaignId, wish, 'nobody')).status).toBe(401)
    expect((await clinic.invite(campaignId, wish, 'read_only')).status).toBe(403)
    expect((await clinic.count(campaignId, { subject: everybodyOverdue }, 'read_only')).status).toBe(403)
    for (const role of ['front_desk', 'clinician', 'manager', 'owner'] as const)
      expect((await clinic.count(campaignId, { subject: everybodyOverdue }, role)).status).toBe(200)
    expect(await clinic.enrolments()).toEqual([])
  })

  test('refuse what is malformed, unknown or not running', async () => {
    for (const subject of [
      { kind: 'picked', recalls: [] },
      { kind: 'picked', recalls: [{ patientId: 'anna', typeKey: 'dental_hygiene' }] },
      { kind: 'filtered', filter: { tab: 'everybody' } },
      { kind: 'all' },
    ])
      expect((await clinic.invite(campaignId, { subject, confirmed: 1 })).status).toBe(400)
    expect((await clinic.invite(campaignId, { subject: everybodyOverdue })).status).toBe(400)
    const stranger = '00000000-0000-4000-8000-000000000000'
    expect((await clinic.invite(stranger, wish)).status).toBe(404)
    const paused = await clinic.start(await narrowCampaign(), 'Wstrzymana')
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      changeCampaignState(tx.as('campaigns'), { campaignId: paused, verb: 'pause', actor: desk }),
    )
    expect(await clinic.invite(paused, wish)).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('not_running') },
    })
  })

  test('keep clinics apart: a patient of another one is nobody here, and so is its campaign', async () => {
    const other = await room(1)
    const theirs = await other.start(await narrowCampaign())
    const foreign = { subject: picked(some(other.patients, 0)), confirmed: 1 }
    expect((await clinic.invite(campaignId, foreign)).body).toMatchObject({
      patients: 1,
      invited: 0,
      notInvited: [{ reason: 'nothing_due', patients: 1 }],
    })
    expect((await clinic.invite(theirs, wish)).status).toBe(404)
    expect(await other.enrolments()).toEqual([])
    expect((await other.invite(theirs, foreign)).body).toMatchObject({ invited: 1 })
    expect(await clinic.enrolments()).toEqual([])
  })
})

async function auditOf({ db, clinicId }: CampaignClinic) {
  return db.tenant(clinicId, async (tx) =>
    tx.sql<{ actor_name: string; subject_id: string; detail: object }>(sql`
      select actor_name, subject_id, detail from clinic.audit where clinic_id = ${clinicId} and action = 'campaign.patients_invited' order by at`),
  )
}
