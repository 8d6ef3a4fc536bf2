import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { enrolPatients } from '../../src/campaigns/enrol-patients.ts'
import { reviseCampaign } from '../../src/campaigns/revise-campaign.ts'
import type { CampaignDocument } from '../../src/campaigns/rules/campaign-document.ts'
import { runPlanner } from '../../src/campaigns/run-planner.ts'
import { runVisitStream } from '../../src/campaigns/run-visit-stream.ts'
import { why } from '../../src/insights/why.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import {
  createLoopbackChannel,
  type LoopbackChannel,
} from '../../src/outreach/channels/loopback/loopback-channel.ts'
import type { OwnWordings } from '../../src/outreach/rules/own-wording.ts'
import { runOutbox } from '../../src/outreach/run-outbox.ts'
import { type CampaignClinic, campaignClinic, desk, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import type { TestPatient } from '../support/outreach-clinic.ts'

const database = await testDatabase()
const { packs, rules } = await loadOutreachPacks()
const publicUrl = 'https://klonowa.example'
const opened: CampaignClinic[] = []

afterAll(async () => {
  for (const clinic of opened) await clinic.db.close()
})

async function openClinic(patients: number): Promise<CampaignClinic> {
  const clinic = await campaignClinic(database.connection, { patients, name: `Klinika ${opened.length}` })
  opened.push(clinic)
  return clinic
}

async function recallWith(wording: OwnWordings): Promise<CampaignDocument> {
  return { ...(await shippedDocument('recall')), holdOutShare: 0, wording }
}

const oldWords = {
  recall_invitation: {
    sms: {
      pl: {
        times: 'pora na kontrolę. Numer terminu (0: inne): {times}',
        link: 'pora na kontrolę: {link}',
      },
    },
  },
} as const satisfies OwnWordings
const newWords = {
  recall_invitation: {
    sms: { pl: { times: 'widzimy się na kontroli? Numer terminu (0: inne): {times}' } },
  },
  recall_reminder: { sms: { pl: { times: 'czekamy na odpowiedź (0: inne terminy): {times}' } } },
} as const satisfies OwnWordings

/** Planner, visit stream and outbox over the loopback channel until nothing is due. */
async function send(clinic: CampaignClinic, channel: LoopbackChannel): Promise<void> {
  const { db, clinicId, accountId } = clinic
  const planning = { packs, rules, publicUrl, most: 100 }
  while ((await runPlanner(db, clinicId, planning)) > 0);
  while ((await runVisitStream(db, clinicId, planning)) > 0);
  clinic.clock.advance({ seconds: 1 })
  const channels = new Map([[accountId, { channel, sender: 'KLONOWA', replyTo: null }]])
  while ((await runOutbox(db, clinicId, { rules, channels, publicUrl, most: 100, leaseSeconds: 60 })) > 0);
}

function loopback(clinic: CampaignClinic): LoopbackChannel {
  const listeners = { onReceipt: async () => undefined, onInbound: async () => undefined }
  return createLoopbackChannel({ kind: 'sms', clock: clinic.clock, listeners, receiptsBy: 'caller' })
}

async function revise(clinic: CampaignClinic, campaignId: string, wording: OwnWordings): Promise<number> {
  const document = await recallWith(wording)
  const revised = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    reviseCampaign(tx.as('campaigns'), {
      campaignId,
      revision: { name: 'Jesienna', document },
      packs,
      actor: desk,
    }),
  )
  if (!revised.ok) throw new Error(JSON.stringify(revised.error))
  return revised.value.version
}

const textsTo = (channel: LoopbackChannel, patient: TestPatient | undefined): readonly string[] =>
  channel.arrived.filter(({ to }) => to === patient?.number).map(({ text }) => text)

/** The words a message was written in, as its decisions tell. */
async function wordingsOf(clinic: CampaignClinic, patient: TestPatient | undefined) {
  return clinic.db.tenant(clinic.clinicId, async (tx) => {
    const told: { stage: string; step: string; wording: string | undefined; agrees: boolean | undefined }[] =
      []
    for await (const entry of why(tx.as('insights'), patient?.id ?? '')) {
      if (entry.kind !== 'decision') continue
      const note = entry.trace.find(({ check }) => check === 'own_wording')
      told.push({ stage: entry.stage, step: entry.step, wording: note?.fact, agrees: entry.replayed?.agrees })
    }
    return told
  })
}

describe('own words of a campaign', () => {
  it('leave as they were when the patient was enrolled, whatever is written later', async () => {
    const clinic = await openClinic(2)
    const [early, late] = clinic.patients
    const channel = loopback(clinic)
    const campaignId = await clinic.start(await recallWith(oldWords))
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.run(
        sql`delete from campaigns.enrolment where clinic_id = ${clinic.clinicId} and patient_id = ${late?.id}`,
      ),
    )
    expect(await revise(clinic, campaignId, newWords)).toBe(2)
    await clinic.db.tenant(clinic.clinicId, async (tx) => enrolPatients(tx.as('campaigns'), campaignId))
    await send(clinic, channel)

    const ending = 'Rezygnacja z SMS: STOP'
    expect(textsTo(channel, early)).toEqual([
      expect.stringMatching(
        new RegExp(`^Klinika 0: pora na kontrole\\. Numer terminu \\(0: inne\\): 1\\) .+ ${ending}$`),
      ),
    ])
    expect(textsTo(channel, late)).toEqual([
      expect.stringMatching(
        new RegExp(`^Klinika 0: widzimy sie na kontroli\\? Numer terminu \\(0: inne\\): 1\\) .+ ${ending}$`),
      ),
    ])

    clinic.clock.advance({ hours: 24 * 15 })
    await send(clinic, channel)
    // The older version has no own reminder, so the one of the packs goes out.
    expect(textsTo(channel, early)[1]).toContain('krotko przypominamy o kontroli.')
    expect(textsTo(channel, late)[1]).toContain('Klinika 0: czekamy na odpowiedz (0: inne terminy): 1) ')

    const own = (version: number) => `campaign:${campaignId}@${version}`
    expect(await wordingsOf(clinic, early)).toEqual([
      { stage: 'planned', step: 'invitation#0', wording: own(1), agrees: true },
      { stage: 'sending', step: 'invitation#0', wording: own(1), agrees: true },
      { stage: 'planned', step: 'reminder#0', wording: undefined, agrees: true },
      { stage: 'sending', step: 'reminder#0', wording: undefined, agrees: true },
    ])
    expect((await wordingsOf(clinic, late)).map(({ wording }) => wording)).toEqual(Array(4).fill(own(2)))
  })

  it('reach patients with a visit as the running campaign has them now', async () => {
    const clinic = await openClinic(1)
    const [patient] = clinic.patients
    if (patient === undefined) throw new Error('no patient')
    const channel = loopback(clinic)
    const reply = 'do zobaczenia {day}, {time}: 1 przyjdę, 2 inny termin, 3 nie przyjdę'
    await clinic.start(await recallWith({ visit_confirm: { sms: { pl: { reply } } } }))
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.run(sql`
        insert into scheduling.appointment (clinic_id, id, patient_id, starts_at, ends_at, state, booked_via, source, external_id, created_at, changed_at)
        values (${clinic.clinicId}, md5('own')::uuid, ${patient.id}, ${clinic.clock.now().add({ hours: 24 * 7 })}, ${clinic.clock.now().add({ hours: 24 * 7 + 1 })},
          'booked', 'import', 'test', 'own', ${clinic.clock.now().subtract({ hours: 240 })}, ${clinic.clock.now().subtract({ hours: 240 })})`),
    )
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.run(sql`
        insert into campaigns.visit_stream (clinic_id, appointment_id, patient_id, contacts, next_at)
        values (${clinic.clinicId}, md5('own')::uuid, ${patient.id}, '[]', ${clinic.clock.now()})`),
    )
    await send(clinic, channel)
    expect(textsTo(channel, patient)).toEqual([
      expect.stringMatching(
        /^Klinika 1: do zobaczenia wt 1\.12, 10:00: 1 przyjde, 2 inny termin, 3 nie przyjde$/,
      ),
    ])
  })
})
