import { describe, expect, it } from 'vitest'
import { audienceSentence } from '../../campaigns/contract/sentence/audience-sentence.ts'
import { sayPart, saySentence } from '../../campaigns/contract/sentence/say-sentence.ts'
import type { AudienceNames } from '../../campaigns/contract/sentence/sentence.ts'
import type { AudienceDocument } from '../../campaigns/rules/audience-document.ts'
import type { Criterion } from '../../campaigns/rules/criteria/criterion.ts'
import { type Language, languages } from '../../platform/rules/language.ts'
import { audienceVoice } from './audience-voice.ts'

const names: AudienceNames = {
  recallTypes: new Map([['hygiene', 'Higienizacja']]),
  services: new Map([['echo', 'Echo serca']]),
  providers: new Map([['7e', 'dr Anna Lis']]),
  locations: new Map(),
  campaigns: new Map([['c1', 'Jesienna']]),
}
const countries = { en: 'GB', pl: 'PL', ru: 'RU', ms: 'MY' } as const

function said(document: AudienceDocument, language: Language): string {
  return saySentence(
    audienceSentence(document, names),
    audienceVoice({ language, country: countries[language] }, 'PLN'),
  )
}

function saidOf(criteria: Criterion, language: Language): string {
  return said({ programme: { kind: 'one_off' }, criteria }, language)
}

describe('an audience in a sentence', () => {
  const cardiology: Criterion = {
    kind: 'all',
    of: [
      { kind: 'age', from: 30, to: 65 },
      { kind: 'last_visit', ago: { unit: 'months', from: 12, to: 18 }, specialities: ['Kardiologia'] },
      { kind: 'next_visit', has: false },
    ],
  }

  it.each<[Language, string]>([
    [
      'en',
      'Patients who are 30–65 years old, last visited Kardiologia 12–18 months ago and have nothing booked',
    ],
    [
      'pl',
      'Pacjenci, którzy mają 30–65 lat, których ostatnia wizyta (Kardiologia) była 12–18 miesięcy temu i którzy nie mają umówionej wizyty',
    ],
    [
      'ru',
      'Пациенты, которым 30–65 лет, у которых последний визит (Kardiologia) был 12–18 месяцев назад и у которых нет записи',
    ],
    [
      'ms',
      'Pesakit yang berumur 30–65 tahun, kali terakhir datang (Kardiologia) 12–18 bulan lalu dan tiada temu janji',
    ],
  ])('%s', (language, expected) => {
    expect(saidOf(cardiology, language)).toBe(expected)
  })

  it.each<[string, AudienceDocument, string, string]>([
    [
      'a recall by its window',
      { programme: { kind: 'recall', recallTypes: ['hygiene'], enrolFromDays: -90, enrolUntilDays: 21 } },
      'Pacjenci z terminem kontroli (Higienizacja; od 90 dni przed terminem do 21 dni po terminie)',
      'Пациенты со сроком визита (Higienizacja; от 90 дней до срока до 21 дня после срока)',
    ],
    [
      'a reactivation by its bands',
      { programme: { kind: 'reactivation', bands: ['inactive_18_24', 'overdue_3_6'] } },
      'Nieaktywni pacjenci (3–6 miesięcy po terminie lub 18–24 miesiące bez wizyty)',
      'Пациенты, давно без визита (3–6 месяцев после срока или 18–24 месяца без визита)',
    ],
    ['everybody', { programme: { kind: 'one_off' } }, 'Wszyscy pacjenci', 'Все пациенты'],
  ])('says the programme: %s', (_, document, ...[polish, russian]) => {
    expect(said(document, 'pl')).toBe(polish)
    expect(said(document, 'ru')).toBe(russian)
  })

  it.each<[number, string, string]>([
    [1, 'którzy mają co najmniej 1 rok', 'которым не меньше 1 года'],
    [3, 'którzy mają co najmniej 3 lata', 'которым не меньше 3 лет'],
    [21, 'którzy mają co najmniej 21 lat', 'которым не меньше 21 года'],
    [22, 'którzy mają co najmniej 22 lata', 'которым не меньше 22 лет'],
    [65, 'którzy mają co najmniej 65 lat', 'которым не меньше 65 лет'],
  ])('has the case that the number asks for: %d', (from, polish, russian) => {
    expect(saidOf({ kind: 'age', from }, 'pl')).toBe(`Pacjenci, ${polish}`)
    expect(saidOf({ kind: 'age', from }, 'ru')).toBe(`Пациенты, ${russian}`)
  })

  it.each<[string, Criterion, string, string]>([
    [
      '"not" is a phrase of its own',
      { kind: 'not', of: { kind: 'age', to: 34 } },
      'Pacjenci, którzy nie mają najwyżej 34 lat',
      'Patients who are not 34 years old or younger',
    ],
    [
      'denied twice is said plainly',
      { kind: 'not', of: { kind: 'next_visit', has: false } },
      'Pacjenci, którzy mają umówioną wizytę',
      'Patients who have something booked',
    ],
    [
      'alternatives are a phrase of their own',
      { kind: 'any', of: [{ kind: 'unfinished_plan' }, { kind: 'insurance_changed' }] },
      'Pacjenci, dla których prawdziwy jest co najmniej jeden warunek (którzy mają niedokończone leczenie lub których ubezpieczenie zmieniło się od ostatniej wizyty)',
      'Patients who meet at least one of these conditions (have unfinished treatment or have had their insurance change since the last visit)',
    ],
    [
      'a group of one is that one',
      { kind: 'not', of: { kind: 'all', of: [{ kind: 'tag', anyOf: ['vip'] }] } },
      'Pacjenci, którzy nie mają etykiety: vip',
      'Patients who are not tagged vip',
    ],
    [
      'names come from the clinic’s records',
      { kind: 'visited', services: ['echo'], providers: ['7e'], within: { unit: 'months', count: 2 } },
      'Pacjenci, którzy byli na wizycie (Echo serca, dr Anna Lis) w ciągu ostatnich 2 miesięcy',
      'Patients who have visited Echo serca, dr Anna Lis in the last 2 months',
    ],
    [
      'money is the clinic’s',
      { kind: 'value', fromMinor: 1_234_500 },
      'Pacjenci, których wizyty były warte łącznie co najmniej 12 345 zł',
      'Patients who have visits worth zł 12,345 or more in all',
    ],
    [
      'more than 80 percent are worth is the top 20',
      { kind: 'value_percentile', from: 80 },
      'Pacjenci, którzy należą do 20% pacjentów o najwyższej wartości wizyt',
      'Patients who are among the top 20% by value of visits',
    ],
    [
      'campaigns by their names, answers in words',
      { kind: 'campaign', campaigns: ['c1'], answers: ['silent', 'declined'] },
      'Pacjenci, którzy byli w kampanii (Jesienna; brak odpowiedzi lub odmowa)',
      'Patients who have been in a campaign (Jesienna; no answer or declined)',
    ],
  ])('%s', (_, criterion, ...[polish, english]) => {
    expect(saidOf(criterion, 'pl').replaceAll('\u00a0', ' ')).toBe(polish)
    expect(saidOf(criterion, 'en').replaceAll('\u00a0', ' ')).toBe(english)
  })

  it('tells for every part where it stands in the document, and says it by itself', () => {
    const { parts } = audienceSentence({ programme: { kind: 'one_off' }, criteria: cardiology }, names)
    expect(parts.map(({ path }) => path)).toEqual([
      ['of', 0],
      ['of', 1],
      ['of', 2],
    ])
    const voice = audienceVoice({ language: 'pl', country: 'PL' }, 'PLN')
    expect(parts.map((part) => sayPart(part, voice))).toEqual([
      'którzy mają 30–65 lat',
      'których ostatnia wizyta (Kardiologia) była 12–18 miesięcy temu',
      'którzy nie mają umówionej wizyty',
    ])
    const denied = audienceSentence(
      { programme: { kind: 'one_off' }, criteria: { kind: 'not', of: { kind: 'age', from: 3 } } },
      names,
    )
    expect(denied.parts[0]?.path).toEqual(['of'])
  })
})

describe('every phrase', () => {
  const each: readonly Criterion[] = [
    { kind: 'last_visit', ago: { unit: 'days', from: 30 } },
    { kind: 'last_visit', ago: { unit: 'days', to: 90 }, locations: ['Rynek'] },
    { kind: 'last_visit', ago: { unit: 'months', from: 3, to: 6 } },
    { kind: 'visited' },
    { kind: 'visited', services: ['echo'] },
    { kind: 'visited', within: { unit: 'days', count: 21 } },
    { kind: 'visited', specialities: ['Kardiologia'], within: { unit: 'months', count: 1 } },
    { kind: 'next_visit', has: true },
    { kind: 'next_visit', has: true, withinDays: 7 },
    { kind: 'recall_status', types: [], statuses: ['overdue', 'lapsed'] },
    { kind: 'lapse', bands: ['inactive_12_18', 'overdue_12_plus'] },
    { kind: 'age', from: 1, to: 22 },
    { kind: 'age', from: 18 },
    { kind: 'age', to: 3 },
    { kind: 'sex', anyOf: ['female', 'unknown'] },
    { kind: 'language', anyOf: ['pl', 'ru'] },
    { kind: 'postcode', startsWith: ['31-0', '30'] },
    { kind: 'distance', km: 2.5, from: { latitude: 50.06, longitude: 19.94 } },
    { kind: 'safe_contact', anyOf: ['confidential', 'none'] },
    { kind: 'channel', anyOf: ['sms', 'email', 'call', 'letter'] },
    { kind: 'consent', purpose: 'marketing', channels: ['sms'], anyOf: ['given'] },
    { kind: 'condition', codes: ['E11', 'I10'] },
    { kind: 'unfinished_plan' },
    { kind: 'insurance_changed' },
    { kind: 'value', fromMinor: 100_000, toMinor: 500_000 },
    { kind: 'value', toMinor: 100_000 },
    { kind: 'value_percentile', from: 40, to: 60 },
    { kind: 'value_percentile', to: 25 },
    { kind: 'campaign', campaigns: [], answers: [] },
    { kind: 'campaign', campaigns: [], answers: ['booked'], within: { unit: 'days', count: 365 } },
    { kind: 'no_shows', atLeast: 1 },
    { kind: 'no_shows', atLeast: 2, within: { unit: 'months', count: 12 } },
    { kind: 'cancelled_not_rebooked' },
    { kind: 'only_emergency' },
    { kind: 'tag', anyOf: ['vip', 'ортодонт'] },
  ]

  it.each(languages)('says yes and no differently, with every value put in, in %s', (language) => {
    const sentences = each.flatMap((criterion) => [
      saidOf(criterion, language),
      saidOf({ kind: 'not', of: criterion }, language),
    ])
    expect(new Set(sentences).size).toBe(each.length * 2)
    for (const sentence of sentences) expect(sentence).not.toMatch(/[{}]|undefined|audiences\./)
  })
})
