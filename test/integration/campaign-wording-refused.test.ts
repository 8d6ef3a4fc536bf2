import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { describeWordingFault } from '../../src/campaigns/describe-wording-fault.ts'
import { campaignRoutes } from '../../src/campaigns/routes.ts'
import type { CampaignDocument } from '../../src/campaigns/rules/campaign-document.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import type { OwnWordings } from '../../src/outreach/rules/own-wording.ts'
import type { Connection } from '../../src/platform/db/pool.ts'
import { type CampaignClinic, campaignClinic, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { type StaffDoor, staffDoor } from '../support/staff-door.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const database = await testDatabase()
const { packs, rules } = await loadOutreachPacks()
const publicUrl = 'https://klonowa.example'
const opened: CampaignClinic[] = []

afterAll(async () => {
  for (const clinic of opened) await clinic.db.close()
})

async function openClinic(): Promise<CampaignClinic> {
  const clinic = await campaignClinic(database.connection, { patients: 1, name: `Klinika ${opened.length}` })
  opened.push(clinic)
  return clinic
}

async function recallWith(wording: OwnWordings): Promise<CampaignDocument> {
  return { ...(await shippedDocument('recall')), holdOutShare: 0, wording }
}

const goodWords = {
  recall_invitation: { sms: { pl: { times: 'pora na kontrolę. Numer terminu (0: inne): {times}' } } },
} as const satisfies OwnWordings

describe('in the console', () => {
  let clinic: CampaignClinic
  let door: StaffDoor
  let campaignId: string

  beforeAll(async () => {
    clinic = await openClinic()
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
    [
      'no words',
      { recall_invitation: { sms: { pl: { link: ' ' } } } },
      'recall_invitation.sms.pl.link',
      'empty',
    ],
    [
      'plural forms of a finished text',
      { recall_invitation: { sms: { pl: { link: '{link, plural, one {#} other {#}}' } } } },
      'recall_invitation.sms.pl.link',
      'value_with_forms',
    ],
    [
      'the day of no visit',
      { recall_invitation: { sms: { pl: { link: '{day}: {link}' } } } },
      'recall_invitation.sms.pl.link',
      'value_not_here',
    ],
    [
      'a visit without its hour',
      { visit_day_before: { email: { ru: { subject: 'Завтра', paragraphs: ['Ждём вас {day}.'] } } } },
      'visit_day_before.email.ru.paragraphs',
      'value_needed',
    ],
    [
      'the way out twice',
      { recall_invitation: { sms: { pl: { link: '{link} STOP' } } } },
      'recall_invitation.sms.pl.link',
      'way_out_twice',
    ],
    [
      'a form the message has not got',
      { recall_invitation: { sms: { pl: { plain: 'kontrola' } } } },
      'recall_invitation.sms.pl.plain',
      'form_unknown',
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

  it('in Malaysia no SMS with a link or a number is kept, named or typed', async () => {
    const setCountry = async (country: string) =>
      clinic.db.pool.query('update clinic.clinic set country = $1 where id = $2', [country, clinic.clinicId])
    await setCountry('MY')
    const texts = { link: 'Pilih masa: {link}', reply: 'Balas 1 atau 2. Lihat klinik.my, 03-1234 5678' }
    const document = await recallWith({ recall_invitation: { sms: { ms: texts } } })
    const place = 'body.document.wording.recall_invitation.sms.ms'
    expect(await door.post('/api/campaigns', { name: 'x', document })).toMatchObject({
      status: 400,
      body: {
        fields: [
          { path: `${place}.link`, reason: 'form_not_allowed' },
          { path: `${place}.reply`, reason: 'address_typed' },
          { path: `${place}.reply`, reason: 'number_typed' },
        ],
      },
    })
    const { forms } = (await door.get('/api/campaign-texts?message=recall_invitation')).body.sms
    expect(forms.map(({ form }: { form: string }) => form)).toEqual(['times', 'reply'])
    await setCountry('PL')
  })

  it('a version with good words is kept and given back as written', async () => {
    const document = await recallWith(goodWords)
    expect(await door.post(`/api/campaigns/${campaignId}/versions`, { name: 'x', document })).toMatchObject({
      status: 200,
    })
    expect((await door.get(`/api/campaigns/${campaignId}`)).body.document.wording).toEqual(goodWords)
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
    expect(body.sms.before).toBe('Klinika 0: ')
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
        text: expect.stringMatching(/^Klinika 0: kontrola: .+ Rezygnacja z SMS: STOP$/),
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
    const clinic = await openClinic()
    const made = await create(clinic, await recallWith(goodWords))
    expect(made).toMatchObject({ code: 0 })
    const [row] = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.sql<{ wording: unknown }>(sql`
        select document->'wording' as wording from campaigns.version
        where clinic_id = ${clinic.clinicId} and campaign_id = ${JSON.parse(made.out).id}`),
    )
    expect(row?.wording).toEqual(goodWords)
  })

  it('a file with bad words is refused: message, language, channel, what is wrong, how to mend it', async () => {
    const clinic = await openClinic()
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
