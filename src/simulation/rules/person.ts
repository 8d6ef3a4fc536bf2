// Who the simulated patients are, one by one: traits of patient number n follow from the seed and n alone.
// - A household is a head and whoever follows directly: they share family name, language, address and often the phone.
// - Children have no phone of their own.
// - Days are whole numbers; `historyEnd` is the first day after the recorded visits.

import { behaviour } from './behaviour.ts'
import { between, choice, type Draw, drawsOf, normal, weighted } from './draw.ts'
import { familyNames, fatherNames, givenNames, patronymics } from './name-lists.ts'

export type SimulatedLanguage = 'pl' | 'ru' | 'ms' | 'en'

/** regular: on schedule; irregular: late; seldom: when it hurts; once: came once and never again. */
export type Attendance = 'regular' | 'irregular' | 'seldom' | 'once'

/** ok: reachable; dead: no such number; landline: takes no SMS; bounces: no such mailbox. */
export interface Address {
  readonly value: string
  readonly state: 'ok' | 'dead' | 'landline' | 'bounces'
}

export interface Person {
  readonly externalId: string
  readonly index: number
  readonly language: SimulatedLanguage
  readonly sex: 'female' | 'male'
  readonly givenName: string
  readonly familyName: string | null
  readonly fullName: string
  readonly birthDay: number
  readonly isChild: boolean
  readonly home: { readonly street: string; readonly city: string; readonly postcode: string }
  readonly phone: Address | null
  readonly email: Address | null
  readonly attendance: Attendance
  /** Which half of the clinic they come to. */
  readonly comesFor: 'dental' | 'primary' | 'both'
  readonly hasPeriodontitis: boolean
  readonly hasDiabetes: boolean
  readonly hasHypertension: boolean
  readonly deceasedDay: number | null
  readonly left: { readonly day: number; readonly reason: 'moved' | 'records transferred' } | null
}

export interface PopulationFrame {
  readonly seed: number
  /** Day number; visits end before it. */
  readonly historyEnd: number
}

export function personAt(frame: PopulationFrame, index: number): Person {
  const draw = drawsOf(frame.seed, patientNumber(index))
  const headIndex = headOf(frame.seed, index)
  const head = drawsOf(frame.seed, patientNumber(headIndex))
  const position = index - headIndex
  const isPartner = position === 1 && draw('partner') < 0.4
  const isChild = position > 0 && !isPartner
  const language = languageOf(head)
  const sex = draw('sex') < 0.54 ? 'female' : 'male'
  const birthDay = frame.historyEnd - ageInDays(draw, isChild)
  const comesFor = weighted<Person['comesFor']>(draw('comes for'), [
    ['dental', 55],
    ['primary', 22],
    ['both', 23],
  ])
  const years = (frame.historyEnd - birthDay) / 365.25
  return {
    externalId: patientNumber(index),
    index,
    language,
    sex,
    ...nameOf({ draw, head, language, sex }),
    birthDay,
    isChild,
    home: homeOf(head),
    phone: phoneOf({ draw, head, isChild, isPartner, index, headIndex }),
    email: isChild ? null : emailOf(draw, index),
    attendance: weighted(draw('attendance'), [
      ['regular', 50],
      ['irregular', 30],
      ['seldom', 12],
      ['once', 8],
    ]),
    comesFor,
    hasPeriodontitis: comesFor !== 'primary' && years > 30 && draw('periodontitis') < 0.2,
    hasDiabetes: comesFor !== 'dental' && draw('diabetes') < riskBy(years, 0.25),
    hasHypertension: comesFor !== 'dental' && draw('hypertension') < riskBy(years, 0.55),
    deceasedDay:
      draw('deceased') < 0.012 + riskBy(years, 0.04)
        ? frame.historyEnd - between(draw('death'), 5, 900)
        : null,
    left: leftOf(draw, frame),
  }
}

function patientNumber(index: number): string {
  return `P${String(index + 1).padStart(7, '0')}`
}

/** Followers come directly after their head, and every fifth patient is one: the head is found by looking back. */
function headOf(seed: number, index: number): number {
  let candidate = index
  while (candidate % 5 !== 0 && drawsOf(seed, patientNumber(candidate))('follows') < 0.4) candidate -= 1
  return candidate
}

function languageOf(head: Draw): SimulatedLanguage {
  return weighted(head('language'), [
    ['pl', 52],
    ['ru', 20],
    ['en', 16],
    ['ms', 12],
  ])
}

function ageInDays(draw: Draw, isChild: boolean): number {
  const u = draw('age')
  const years = isChild ? 1 + u * 16.9 : Math.min(95, Math.max(18, normal(u, 47, 17)))
  return Math.floor(years * 365.25)
}

/** Rises from nothing at 35 to `most` at 80. */
function riskBy(years: number, most: number): number {
  return Math.min(1, Math.max(0, (years - 35) / 45)) * most
}

interface NameQuestion {
  readonly draw: Draw
  readonly head: Draw
  readonly language: SimulatedLanguage
  readonly sex: 'female' | 'male'
}

function nameOf({
  draw,
  head,
  language,
  sex,
}: NameQuestion): Pick<Person, 'givenName' | 'familyName' | 'fullName'> {
  const givenName = choice(draw('given name'), givenNames[language][sex]).replaceAll('_', ' ')
  if (language === 'ms') {
    const father = choice(head('family name'), fatherNames)
    return {
      givenName,
      familyName: null,
      fullName: `${givenName} ${sex === 'female' ? 'binti' : 'bin'} ${father}`,
    }
  }
  const names = familyNames[language]
  const familyName = names[Math.floor(head('family name') * names.length)]?.[sex] ?? ''
  // A patronymic is in the record of about half the Russian speakers.
  const middle =
    language === 'ru' && draw('patronymic') < 0.5 ? ` ${choice(draw('father'), patronymics)[sex]}` : ''
  return { givenName, familyName, fullName: `${givenName}${middle} ${familyName}` }
}

function homeOf(head: Draw): Person['home'] {
  const [city, prefix] = weighted(head('city'), [
    [['Kraków', '30'] as const, 8],
    [['Wieliczka', '32'] as const, 1],
    [['Skawina', '32'] as const, 1],
    [['Niepołomice', '32'] as const, 1],
  ])
  const street = choice(head('street'), [
    'Klonowa',
    'Lipowa',
    'Ogrodowa',
    'Polna',
    'Leśna',
    'Szkolna',
    'Kwiatowa',
    'Słoneczna',
    'Krótka',
    'Długa',
  ])
  return {
    street: `ul. ${street} ${between(head('house'), 1, 120)}`,
    city,
    postcode: `${prefix}-${String(between(head('postcode'), 10, 899)).padStart(3, '0')}`,
  }
}

interface PhoneQuestion {
  readonly draw: Draw
  readonly head: Draw
  readonly isChild: boolean
  readonly isPartner: boolean
  readonly index: number
  readonly headIndex: number
}

function phoneOf({ draw, head, isChild, isPartner, index, headIndex }: PhoneQuestion): Address | null {
  const { partnerSharesPhone, validMobile, deadMobile, landlineOnly } = behaviour.reach
  const shares = isChild || (isPartner && draw('shares phone') < partnerSharesPhone)
  const owner = shares ? headIndex : index
  const state = weighted<Address['state'] | null>((shares ? head : draw)('phone'), [
    ['ok', validMobile],
    ['dead', deadMobile],
    ['landline', landlineOnly],
    [null, 1 - validMobile - deadMobile - landlineOnly],
  ])
  if (state === null) return null
  // Drawn at random inside ranges of Polish mobile operators and of Kraków: whoever may own it is never written to,
  // because simulated patients live behind the loopback channel alone.
  if (state === 'landline') return { value: `+4812${digitsOf(owner, 7)}`, state }
  return {
    value: `+48${choice((shares ? head : draw)('range'), ['512', '534', '579', '661', '693', '728', '796', '883'])}${digitsOf(owner, 6)}`,
    state,
  }
}

/** Different for different patients as long as there are fewer than the digits tell apart. */
function digitsOf(index: number, length: number): string {
  const range = 10 ** length
  return String((index * 7_919 + 104_729) % range).padStart(length, '0')
}

function emailOf(draw: Draw, index: number): Address | null {
  if (draw('has e-mail') >= behaviour.reach.hasEmail) return null
  const domain = choice(draw('mail domain'), ['example.com', 'example.net', 'mail.example'])
  return {
    value: `patient${index + 1}@${domain}`,
    state: draw('bounces') < behaviour.reach.emailHardBounce ? 'bounces' : 'ok',
  }
}

function leftOf(draw: Draw, frame: PopulationFrame): Person['left'] {
  if (draw('left') >= 0.03) return null
  return {
    day: frame.historyEnd - between(draw('left day'), 1, 1_000),
    reason: draw('left reason') < 0.6 ? 'moved' : 'records transferred',
  }
}
