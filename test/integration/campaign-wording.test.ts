import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { describeWordingFault } from '../../src/campaigns/describe-wording-fault.ts'
import { enrolPatients } from '../../src/campaigns/enrol-patients.ts'
import { reviseCampaign } from '../../src/campaigns/revise-campaign.ts'
import { campaignRoutes } from '../../src/campaigns/routes.ts'
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
import type { Connection } from '../../src/platform/db/pool.ts'
import { type CampaignClinic, campaignClinic, desk, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import type { TestPatient } from '../support/outreach-clinic.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

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

describe('in the console', () => {
  let clinic: CampaignClinic
  let door: StaffDoor
  let campaignId: string

  beforeAll(async () => {
    clinic = await openClinic(1)
    campaignId = await clinic.start(await recallWith({}))
    door = await staffDoor(clinic, (server) => {
      campaignRoutes(server, { packs, rules, publicUrl: () => publicUrl })
    })
  })
  afterAll(async () => door.close())

  const versions = async () => (await door.get(`/api/campaigns/${campaignId}`)).body.versions.length

  it.each<readonly [string, OwnWordings, string, string]>([
    [
      'no link',
      { recall_invitation: { sms: { pl: { link: 'kontrola' } } } },
      'recall_invitation.sms.pl.link',
      'value_needed',
    ],
    [
      'brackets left open',
      { recall_invitation: { sms: { ru: { link: 'визит {link' } } } },
      'recall_invitation.sms.ru.link',
      'not_readable',
    ],
    [
      'an unknown value',
      { recall_invitation: { sms: { pl: { link: '{imie}: {link}' } } } },
      'recall_invitation.sms.pl.link',
      'unknown_value',
    ],
    [
      'a digit unsaid',
      { recall_invitation: { sms: { pl: { times: '{times}' } } } },
      'recall_invitation.sms.pl.times',
      'digit_unsaid',
    ],
    [
      'no way out',
      { recall_invitation: { sms: { en: { link_only: 'Book: {link}' } } } },
      'recall_invitation.sms.en.link_only',
      'way_out_unsaid',
    ],
    [
      'a discount',
      { recall_invitation: { email: { pl: { subject: 'Rabat' } } } },
      'recall_invitation.email.pl.subject',
      'advertises',
    ],
    [
      'an address the clinic has not got',
      { recall_invitation: { email: { pl: { paragraphs: ['{address}'] } } } },
      'recall_invitation.email.pl.paragraphs.0',
      'clinic_lacks',
    ],
    [
      'a message that is not sent',
      { reactivation_reminder: { email: { pl: { subject: 'x' } } } },
      'reactivation_reminder',
      'message_unknown',
    ],
  ])(
    'a version with bad words is refused with the place, and none is made: %s',
    async (...[, wording, place, reason]) => {
      const before = await versions()
      const document = await recallWith(wording)
      const expected = {
        status: 400,
        body: { type: 'wording_refused', fields: [{ path: `body.document.wording.${place}`, reason }] },
      }
      expect(await door.post(`/api/campaigns/${campaignId}/versions`, { name: 'x', document })).toMatchObject(
        expected,
      )
      expect(await door.post('/api/campaigns', { name: 'x', document })).toMatchObject(expected)
      expect(await versions()).toBe(before)
    },
  )

  it('a version with good words is kept and given back as written', async () => {
    const document = await recallWith(newWords)
    expect(await door.post(`/api/campaigns/${campaignId}/versions`, { name: 'x', document })).toMatchObject({
      status: 200,
    })
    expect((await door.get(`/api/campaigns/${campaignId}`)).body.document.wording).toEqual(newWords)
  })

  it('every fault of a document is told before it is saved, with what it was found at', async () => {
    const wording = { recall_invitation: { sms: { pl: { link: '{imie}' }, ms: { reply: 'Balas 1' } } } }
    const answer = await door.post(
      '/api/campaigns/wording-check',
      { document: await recallWith(wording) },
      'read_only',
    )
    const place = { message: 'recall_invitation', channel: 'sms' }
    expect(answer).toEqual({
      status: 200,
      body: {
        faults: [
          { ...place, language: 'pl', part: 'link', kind: 'unknown_value', detail: 'imie' },
          { ...place, language: 'ms', part: 'reply', kind: 'digit_unsaid', detail: '2' },
        ],
      },
    })
  })

  it('a message shows the forms that are sent from here, what they need and what may be put in', async () => {
    const { body } = await door.get('/api/campaign-texts?message=recall_invitation')
    expect(body.sms.before).toBe('Klinika 2: ')
    expect(body.sms.forms).toMatchObject([
      { form: 'times', needs: ['times'], offers: ['times'], digits: [{ digit: '0', action: 'offer_times' }] },
      { form: 'link', needs: ['link'], after: { ru: 'Отписка: СТОП' } },
    ])
    expect(body.sms.forms[1].suggested.pl).toBe('zbliża się termin kontroli. Rejestracja: {link}.')
    expect(body.email).toMatchObject({
      suggested: { ms: { button: 'Pilih masa' } },
      needs: [],
      offers: ['clinic', 'phone'],
    })
    expect((await door.get('/api/campaign-texts?message=visit_confirm')).body.email.needs).toEqual([
      'day',
      'time',
    ])
    expect(await door.get('/api/campaign-texts?message=nothing')).toMatchObject({ status: 404 })
  })

  it('the preview writes the words as they stand, counts their parts, and says which cannot be written', async () => {
    const question = { message: 'recall_invitation', channel: 'sms', offersTimes: false }
    const preview = async (link: string) => {
      const wording = { sms: { pl: { link }, ru: { times: '{' } } }
      const { body } = await door.post('/api/campaigns/preview', { ...question, wording })
      return body.previews.map(({ language, ...rest }: { language: string }) => ({ language, ...rest }))
    }
    const short = await preview('kontrola: {link}')
    expect(short).toContainEqual(
      expect.objectContaining({
        language: 'pl',
        form: 'link',
        text: expect.stringMatching(/^Klinika 2: kontrola: .+ Rezygnacja z SMS: STOP$/),
        sms: expect.objectContaining({ parts: 1, encoding: 'gsm7' }),
      }),
    )
    // The other form of the Russian text is the broken one.
    expect(short).toContainEqual(expect.objectContaining({ language: 'ru', isPossible: true }))
    const long = await preview(`👋 ${'kontrola '.repeat(12)} {link}`)
    expect(long).toContainEqual(
      expect.objectContaining({
        language: 'pl',
        sms: expect.objectContaining({ parts: 3, encoding: 'ucs2' }),
      }),
    )
    expect(await preview('kontrola {link')).toContainEqual({
      language: 'pl',
      isPossible: false,
      reason: 'own_wording',
      missing: null,
    })
  })
})

describe('on the command line', () => {
  const program = fileURLToPath(new URL('../../bin/kembali.mjs', import.meta.url))
  function urlOf(connection: Connection): string {
    if ('url' in connection) return connection.url
    const { host, port, user, password, database: name } = connection
    const place = new URLSearchParams({ host, ...(port === undefined ? {} : { port: String(port) }) })
    return `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@localhost/${name}?${place}`
  }

  async function create(clinic: CampaignClinic, document: CampaignDocument) {
    const file = join(temporaryFolder({ 'own.yaml': stringify(document) }), 'own.yaml')
    const environment = { ...process.env, DATABASE_URL: urlOf(database.connection) }
    const words = ['campaign', 'create', file, '--json', '--clinic', clinic.clinicId]
    return new Promise<{ code: number; out: string; err: string }>((resolve) => {
      execFile(process.execPath, [program, ...words], { env: environment }, (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
      })
    })
  }

  it('a file with own words makes a campaign that sends them', async () => {
    const clinic = await openClinic(1)
    const made = await create(clinic, await recallWith(newWords))
    expect(made).toMatchObject({ code: 0 })
    const [row] = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.sql<{ wording: unknown }>(sql`
        select document->'wording' as wording from campaigns.version
        where clinic_id = ${clinic.clinicId} and campaign_id = ${JSON.parse(made.out).id}`),
    )
    expect(row?.wording).toEqual(newWords)
  })

  it('a file with bad words is refused: message, language, channel, what is wrong, how to mend it', async () => {
    const clinic = await openClinic(1)
    const refused = await create(
      clinic,
      await recallWith({ recall_invitation: { sms: { pl: { link: 'rabat!' } } } }),
    )
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain(
      'wording.recall_invitation.sms.pl.link: must contain {link}; put {link} where the patient should read it',
    )
    expect(refused.err).toContain('speaks of a price or an offer ("rabat")')
    const none = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.sql(sql`select 1 from campaigns.campaign where clinic_id = ${clinic.clinicId}`),
    )
    expect(none).toEqual([])
  })

  it('a message as a whole is named without a language', () => {
    const fault = {
      message: 'x',
      channel: 'sms',
      language: null,
      part: null,
      kind: 'message_unknown',
      detail: null,
    } as const
    expect(describeWordingFault(fault)).toBe(
      'wording.x: is sent by no step of this campaign; use the key that a step names',
    )
  })
})
