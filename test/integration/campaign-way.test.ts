import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { changeCampaignState } from '../../src/campaigns/change-campaign-state.ts'
import { createCampaign } from '../../src/campaigns/create-campaign.ts'
import { enrolPatients } from '../../src/campaigns/enrol-patients.ts'
import { shippedCampaignDocuments } from '../../src/campaigns/read-campaign-document.ts'
import { runPlanner } from '../../src/campaigns/run-planner.ts'
import { runVisitStream } from '../../src/campaigns/run-visit-stream.ts'
import { receiveInbound } from '../../src/conversations/receive-inbound.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import type { Channel, OutgoingMessage } from '../../src/outreach/channels/channel.ts'
import { runOutbox } from '../../src/outreach/run-outbox.ts'
import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import { loadRecallPacks } from '../../src/recall/packs/load-recall-packs.ts'
import { pauseRecall } from '../../src/recall/pause-recall.ts'
import { importScheduleText } from '../support/booking-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { addPatients, type OutreachClinic, outreachClinic, tuesday } from '../support/outreach-clinic.ts'

const database = await testDatabase()
const { packs, rules } = await loadOutreachPacks()
const actor = { kind: 'command_line', name: 'dr Anna Lis' } as const
const opened: OutreachClinic[] = []

afterAll(async () => {
  for (const clinic of opened) await clinic.db.close()
})

const scheduleText = `
services:
  - { key: hygiene, name: Higienizacja, minutes: 45 }
resources:
  - { key: lis, name: dr Anna Lis, hours: { mon: ["08:00-16:00"], tue: ["08:00-16:00"], wed: ["08:00-16:00"], thu: ["08:00-16:00"], fri: ["08:00-16:00"] } }
`

/** Patients whose hygiene visit was `daysAgo` days ago, a running recall campaign, and a channel that keeps what it was given. */
async function recallUnderWay(daysAgo: number, patientCount: number) {
  const clinic = await outreachClinic(database.connection, { name: `Klinika ${opened.length}` })
  opened.push(clinic)
  const patients = await addPatients(clinic, patientCount)
  await importScheduleText(clinic.db, clinic.clinicId, scheduleText)
  const document = (await shippedCampaignDocuments()).find((one) => one.key === 'recall')
  if (document === undefined) throw new Error('no recall campaign ships')
  const campaignId = await clinic.db.tenant(clinic.clinicId, async (tx) => {
    await tx.run(sql`
      insert into scheduling.visit (clinic_id, id, patient_id, status, kind_code, started_at, ended_at, source, external_id, revision)
      select ${clinic.clinicId}, md5('v' || p)::uuid, p, 'finished', 'hygiene', ${tuesday.subtract({ hours: 24 * daysAgo + 1 })}::timestamptz,
        ${tuesday.subtract({ hours: 24 * daysAgo })}::timestamptz, 'test', 'v' || p, 'r'
      from unnest(${patients.map((patient) => patient.id)}::uuid[]) p`)
    await enableRecallTypes(tx.as('recall'), {
      keys: ['dental_hygiene'],
      by: actor,
      packs: await loadRecallPacks(),
    })
    const campaign = { name: 'Recall', document: { ...document, holdOutShare: 0 } }
    const made = await createCampaign(tx.as('campaigns'), { campaign, packs, actor })
    if (!made.ok) throw new Error(made.error.kind)
    await changeCampaignState(tx.as('campaigns'), { campaignId: made.value.id, verb: 'start', actor })
    return made.value.id
  })
  const given: OutgoingMessage[] = []
  const channel: Channel = {
    kind: 'sms',
    capabilities: { statusQuery: 'none', receipts: false, inbound: true },
    send: async (message) => {
      given.push(message)
      return { kind: 'accepted', providerMessageId: message.messageId, partIds: [] }
    },
    query: async () => ({ kind: 'unsupported' }),
    ready: async () => true,
    health: () => ({ state: 'ready', since: tuesday, lastFailure: null, inFlight: 0 }),
    close: async () => undefined,
  }
  const planning = { packs, rules, publicUrl: 'https://k.example', most: 100 }
  const work = async (): Promise<void> => {
    await runPlanner(clinic.db, clinic.clinicId, planning)
    await runVisitStream(clinic.db, clinic.clinicId, planning)
    await runOutbox(clinic.db, clinic.clinicId, {
      rules,
      channels: new Map([[clinic.accountId, { channel, sender: 'KLONOWA', replyTo: null }]]),
      publicUrl: 'https://k.example',
      most: 100,
      leaseSeconds: 60,
    })
  }
  let key = 0
  const say = async (from: string, text: string) => {
    key += 1
    const providerKey = `in-${key}`
    return clinic.db.tenant(clinic.clinicId, async (tx) =>
      receiveInbound(
        tx.as('conversations'),
        { packs, publicUrl: 'https://k.example' },
        { channel: 'sms', accountId: clinic.accountId, from, text, providerKey, keyScope: 'unique' },
      ),
    )
  }
  return { clinic, patients, campaignId, given, work, say }
}

async function enrolments(clinic: OutreachClinic) {
  return clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<{ state: string; close_reason: string | null; appointment_id: string | null }>(sql`
      select state, close_reason, appointment_id from campaigns.enrolment where clinic_id = ${clinic.clinicId} order by patient_id`),
  )
}

describe('the way of a campaign', () => {
  it('gives no link to a patient whose birth date is unknown: the page behind it could never be passed', async () => {
    const { clinic, patients, campaignId, given, work } = await recallUnderWay(190, 2)
    const [unknown, known] = patients
    if (unknown === undefined || known === undefined) throw new Error('no patient')
    await clinic.db.tenant(clinic.clinicId, async (tx) => {
      await tx.run(
        sql`update outreach.account set accepts_replies = false where clinic_id = ${clinic.clinicId}`,
      )
      await tx.run(sql`
        update patients.patient set birth_date = null where clinic_id = ${clinic.clinicId} and id = ${unknown.id}`)
    })
    await clinic.db.tenant(clinic.clinicId, async (tx) => enrolPatients(tx.as('campaigns'), campaignId))
    await work()
    const textTo = (number: string) => given.find(({ to }) => to === number)?.text
    expect(textTo(known.number)).toContain('k.example/b/')
    expect(textTo(unknown.number)).not.toContain('k.example')
    expect(textTo(unknown.number)).toContain('+48221234567')
  })

  it('invites who is due, books by the digit of the answer, and closes the enrolment in the same transaction', async () => {
    const { clinic, patients, given, work, say } = await recallUnderWay(190, 1)
    await work()
    expect(given).toHaveLength(1)
    expect(given[0]?.text).toMatch(/1\) .+, 2\) /)
    const [patient] = patients
    const answer = await say(patient?.number ?? '', '2')
    expect(answer).toMatchObject({ kind: 'received' })
    const [enrolment] = await enrolments(clinic)
    expect(enrolment).toMatchObject({ state: 'booked', close_reason: 'booked_from_message' })
    expect(enrolment?.appointment_id).not.toBeNull()
    await work()
    expect(given.at(-1)?.text).not.toBe(given[0]?.text)
    clinic.clock.advance({ hours: 24 * 15 })
    await work()
    expect(given.filter((message) => /1\) .+, 2\) /.test(message.text))).toHaveLength(1)
  })

  it('stops at once and for good when the answer is stop', async () => {
    const { clinic, patients, given, work, say } = await recallUnderWay(190, 1)
    await work()
    await say(patients[0]?.number ?? '', 'Stop. Dziękuję')
    expect(await enrolments(clinic)).toMatchObject([{ state: 'opted_out' }])
    await work()
    const confirmation = given.length
    for (let day = 0; day < 60; day += 5) {
      clinic.clock.advance({ hours: 24 * 5 })
      await work()
    }
    expect(given).toHaveLength(confirmation)
    expect(confirmation).toBeLessThanOrEqual(2)
  })

  it('reminds the silent once more, then lets them go', async () => {
    const { clinic, given, work } = await recallUnderWay(190, 3)
    for (let day = 0; day < 120; day += 1) {
      await work()
      clinic.clock.advance({ hours: 24 })
    }
    expect(given).toHaveLength(6)
    expect((await enrolments(clinic)).map((row) => row.state)).toEqual([
      'exhausted',
      'exhausted',
      'exhausted',
    ])
  })

  it('takes nobody in whose recall staff have paused', async () => {
    const { clinic, patients } = await recallUnderWay(190, 1)
    const enrolAgain = async (): Promise<number> =>
      clinic.db.tenant(clinic.clinicId, async (tx) => {
        await tx.run(sql`delete from campaigns.enrolment where clinic_id = ${clinic.clinicId}`)
        return (
          await tx.sql<{ id: string }>(
            sql`select id from campaigns.campaign where clinic_id = ${clinic.clinicId}`,
          )
        ).reduce(
          async (count, { id }) => (await count) + (await enrolPatients(tx.as('campaigns'), id)),
          Promise.resolve(0),
        )
      })
    expect(await enrolAgain()).toBe(1)
    const paused = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      pauseRecall(tx.as('recall'), {
        patientId: patients[0]?.id ?? '',
        typeKey: 'dental_hygiene',
        until: Temporal.PlainDate.from('2027-01-31'),
        by: actor,
        reason: 'pregnancy',
      }),
    )
    expect(paused.ok).toBe(true)
    expect(await enrolAgain()).toBe(0)
  })

  it('waits while a visit is ahead, and asks once it has come to nothing', async () => {
    const { clinic, patients, given, work } = await recallUnderWay(190, 1)
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.run(sql`
        insert into scheduling.appointment (clinic_id, id, patient_id, starts_at, ends_at, state, booked_via, source, external_id, created_at, changed_at)
        values (${clinic.clinicId}, md5('ahead')::uuid, ${patients[0]?.id}, ${tuesday.add({ hours: 72 })}, ${tuesday.add({ hours: 73 })}, 'booked',
          'import', 'test', 'ahead', ${tuesday.subtract({ hours: 1 })}, ${tuesday.subtract({ hours: 1 })})`),
    )
    await work()
    expect(given.filter((message) => /1\) .+, 2\) /.test(message.text))).toHaveLength(0)
    expect(await enrolments(clinic)).toMatchObject([{ state: 'active' }])
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.run(sql`update scheduling.appointment set state = 'cancelled' where clinic_id = ${clinic.clinicId}`),
    )
    clinic.clock.advance({ hours: 24 * 5 })
    await work()
    clinic.clock.advance({ hours: 24 })
    await work()
    expect(given.filter((message) => /1\) .+, 2\) /.test(message.text))).toHaveLength(1)
  })

  it('does not invite somebody who has come in the meantime', async () => {
    const { clinic, patients, given, work } = await recallUnderWay(190, 1)
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.run(sql`
        insert into scheduling.visit (clinic_id, id, patient_id, status, kind_code, started_at, ended_at, source, external_id, revision)
        values (${clinic.clinicId}, md5('walk-in')::uuid, ${patients[0]?.id}, 'finished', 'hygiene', ${tuesday.add({ minutes: 5 })}, ${tuesday.add({ minutes: 50 })}, 'test', 'w', 'r')`),
    )
    clinic.clock.advance({ hours: 1 })
    await work()
    expect(given).toHaveLength(0)
    expect(await enrolments(clinic)).toMatchObject([{ state: 'left', close_reason: 'visited' }])
  })
})
