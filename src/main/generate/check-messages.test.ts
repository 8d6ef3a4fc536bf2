import { describe, expect, it } from 'vitest'
import { shippedCampaignDocuments } from '../../campaigns/read-campaign-document.ts'
import type { CampaignDocument } from '../../campaigns/rules/campaign-document.ts'
import { loadMessages } from '../../outreach/packs/load-messages.ts'
import { describeFault } from '../../platform/packs/read-pack.ts'
import { type Language, languages } from '../../platform/rules/language.ts'
import { type CatalogueArea, catalogueFaults } from './catalogue-faults.ts'
import { messageFaults } from './check-messages.ts'
import { documentFaults } from './document-faults.ts'
import { unusedKeys } from './unused-keys.ts'

const sound: Readonly<Record<Language, Readonly<Record<string, unknown>>>> = {
  en: { found: '{n, plural, one {# patient} other {# patients}}', hello: 'Hello {name}, <b>welcome</b>' },
  pl: {
    found: '{n, plural, one {# pacjent} few {# pacjentów} many {# pacjentów} other {# pacjenta}}',
    hello: 'Dzień dobry {name}, <b>zapraszamy</b>',
  },
  ru: {
    found: '{n, plural, one {# пациент} few {# пациента} many {# пациентов} other {# пациента}}',
    hello: 'Здравствуйте, {name}, <b>рады вам</b>',
  },
  ms: { found: '{n} orang pesakit', hello: 'Hai {name}, <b>selamat datang</b>' },
}

/** The sound catalogue with some texts of one language replaced; `undefined` takes the text away. */
function spoiled(language: Language, texts: Readonly<Record<string, unknown>> | null): CatalogueArea {
  const file = (own: Language) => {
    const changed = own === language ? (texts === null ? null : { ...sound[own], ...texts }) : sound[own]
    const kept =
      changed === null
        ? null
        : Object.fromEntries(Object.entries(changed).filter(([, text]) => text !== undefined))
    return { file: `area/${own}.json`, texts: kept }
  }
  return { en: file('en'), pl: file('pl'), ru: file('ru'), ms: file('ms') }
}

describe('a catalogue area', () => {
  it('that is sound has no faults', () => {
    expect(catalogueFaults(spoiled('en', {}))).toEqual([])
  })

  it.each<[string, Language, Readonly<Record<string, unknown>> | null, string]>([
    ['a missing file', 'ms', null, 'area/ms.json: is missing or not JSON'],
    ['a missing key', 'pl', { hello: undefined }, 'area/pl.json: hello: is missing'],
    ['a key nobody else has', 'en', { extra: 'x' }, 'area/ms.json: extra: is missing'],
    ['an empty text', 'ru', { hello: ' ' }, 'area/ru.json: hello: must be a text that is not empty'],
    ['a text that is no ICU', 'ru', { hello: '{name' }, 'area/ru.json: hello: EXPECT_ARGUMENT_CLOSING_BRACE'],
    [
      'a lost argument',
      'ms',
      { hello: 'Hai, <b>selamat datang</b>' },
      'area/ms.json: hello: does not name {name}',
    ],
    ['a renamed argument', 'pl', { hello: '{imie} <b>x</b>' }, 'area/en.json: hello: does not name {imie}'],
    ['a lost tag', 'ru', { hello: '{name}' }, 'area/ru.json: hello: does not name {b}'],
    [
      'a plural form missing in Polish',
      'pl',
      { found: '{n, plural, one {# a} few {# b} other {# c}}' },
      'area/pl.json: found: {n} lacks the form "many"',
    ],
    [
      'English forms in Malay',
      'ms',
      { found: '{n, plural, one {# a} other {# b}}' },
      'area/ms.json: found: {n} has a form "one" that ms does not use',
    ],
    [
      'a plural left away in Russian',
      'ru',
      { found: '{n} пациентов' },
      'area/ru.json: found: {n} needs its plural forms',
    ],
    [
      'the number hidden in Russian "one"',
      'ru',
      { found: '{n, plural, one {пациент} few {# пациента} many {# пациентов} other {# пациента}}' },
      'area/ru.json: found: {n} hides the number in "one"; use "=1"',
    ],
  ])('is caught with %s', (...[, language, texts, expected]) => {
    expect(catalogueFaults(spoiled(language, texts)).map(describeFault)).toContainEqual(
      expect.stringContaining(expected),
    )
  })

  it('may say one person differently by =1', () => {
    const text =
      '{n, plural, =1 {один пациент} one {# пациент} few {# пациента} many {# пациентов} other {# пациента}}'
    expect(catalogueFaults(spoiled('ru', { found: text }))).toEqual([])
  })

  it('is caught when a choice lacks a case', () => {
    const area = Object.fromEntries(
      languages.map((language) => [
        language,
        {
          file: `${language}.json`,
          texts: {
            sex: language === 'pl' ? '{sex, select, other {x}}' : '{sex, select, female {a} other {x}}',
          },
        },
      ]),
    )
    const { en, pl, ru, ms } = area
    if (!en || !pl || !ru || !ms) throw new Error('four languages')
    expect(catalogueFaults({ en, pl, ru, ms }).map(describeFault)).toEqual([
      'pl.json: sex: {sex} should be select:female,other',
    ])
  })
})

describe('a campaign document beside the texts', async () => {
  const pack = await loadMessages()
  const reactivation = (await shippedCampaignDocuments()).find(({ key }) => key === 'reactivation')
  const changed = (
    change: Partial<CampaignDocument['steps'][number]>,
    purpose: CampaignDocument['purpose'] = 'reactivation',
  ) => {
    if (reactivation === undefined) throw new Error('no document')
    const steps = reactivation.steps.map((step) => ({ ...step, ...change }))
    return documentFaults({ ...reactivation, purpose, steps }, pack).map(({ key, what }) => `${key}: ${what}`)
  }

  it('is caught naming a text that does not exist, has no form for the channel, or wants more consent', () => {
    expect(changed({})).toEqual([])
    expect(changed({ message: 'nothing_such' })).toContain('nothing_such: is not in packs/messages')
    expect(changed({ message: 'recall_education' })).toContain(
      'invitation: recall_education has no text for sms',
    )
    expect(changed({}, 'care_recall')).toContain(
      'reactivation_inactive_12_18: is for reactivation, more than the campaign’s care_recall',
    )
  })
})

describe('a key', () => {
  it('is used when a source writes it whole or begins it in a template', () => {
    const texts = { 'due.title': 'a', 'due.status.booked': 'b', 'due.lost': 'c' }
    const sources = `text('due.title'); text(\`due.status.\${status}\`)`
    expect(unusedKeys({ file: 'en.json', texts }, sources)).toEqual([
      { file: 'en.json', key: 'due.lost', what: 'is used nowhere' },
    ])
  })
})

describe('this repository', () => {
  it('has no fault in any catalogue or pack', async () => {
    const faults = await messageFaults(new URL('../../../', import.meta.url))
    expect(faults.map(describeFault)).toEqual([])
  })
})
