// Whether two records are one person.
// - The answer does not depend on which of the two comes first, and every finding behind it is named.
// - Proposed is what the weights of all fields together make 99 to 1; certain is only what a state or the practice system
//   says itself: see isCertain. Certain pairs are proposed.
// - Twins, father and son of one name, families on one telephone are not proposed: what a family shares counts once.

import { type BirthDateLevel, compareBirthDates } from './compare-birth-dates.ts'
import { type Commonness, compareNames, type NameEvidence, type NameLevel } from './compare-names.ts'
import type { Finding, MatchField } from './match-fields.ts'
import type { MatchRecord } from './match-record.ts'
import {
  bitsNeeded,
  bitsOf,
  bitsOfPlace,
  bitsOfShared,
  mostOfHousehold,
  odds,
  priorBits,
  swapOdds,
} from './match-weights.ts'
import { isOneSlipApart, textLikeness } from './text-distance.ts'

export interface PairJudgement {
  readonly bits: number
  /** Of two records that look like these, how likely they are one person; 0 to 1. */
  readonly likelihood: number
  readonly isProposed: boolean
  readonly isCertain: boolean
  readonly findings: readonly Finding[]
}

/** What is known of the clinic as a whole. */
export interface MatchScene {
  readonly records: number
  readonly commonness: Commonness
}

/** Fields are not as independent as their sum pretends: what is not certain is never said to be. */
const mostLikely = 0.999

export function judgePair(one: MatchRecord, other: MatchRecord, scene: MatchScene): PairJudgement {
  const birthDate = compareBirthDates(one.birthDate, other.birthDate)
  const nationalId = compareNationalIds(one.nationalId, other.nationalId)
  const names = compareWholeNames(one, other, scene.commonness)
  const own = [
    ...names.findings,
    ...finding('generation', equality(one.generation, other.generation), odds.generation),
    ...birthDateFinding(birthDate, scene.commonness(`born ${one.birthDate}`)),
    ...finding('sex', equality(one.sex, other.sex), odds.sex),
    ...finding('nationalId', nationalId, odds.nationalId),
  ]
  const isCertain =
    nationalId === 'same_sound' &&
    (birthDate === 'same' || birthDate === 'same_first_of_year') &&
    names.given !== 'differs' &&
    one.sex === other.sex
  const needed = bitsNeeded(scene.records)
  // Most pairs of a search are far from it: their streets need not be read.
  const findings =
    isCertain || bitsOfAll(own) + mostOfHousehold.alike >= needed
      ? [...own, ...householdFindings(one, other, scene.commonness)]
      : own
  // Father and son share a name and a home, but no number; a mother may lend hers to a child of another name.
  const isOneNumber = nationalId === 'same_sound' || nationalId === 'same'
  const areApart = names.given === 'differs' || (birthDate === 'differs' && !isOneNumber)
  const bits = sumOf(findings, areApart)
  return {
    bits,
    likelihood: Math.min(mostLikely, 1 / (1 + 2 ** (priorBits(scene.records) - bits))),
    isProposed: isCertain || bits >= needed,
    isCertain,
    findings,
  }
}

function householdFindings(one: MatchRecord, other: MatchRecord, commonness: Commonness): readonly Finding[] {
  return [
    ...placeFinding(one, other, commonness),
    ...finding('street', compareStreets(one, other), odds.street),
    ...finding('contact', compareContacts(one.contacts, other.contacts), odds.contact),
  ]
}

function bitsOfAll(findings: readonly Finding[]): number {
  return findings.reduce((sum, { bits }) => sum + bits, 0)
}

const householdFields: ReadonlySet<MatchField> = new Set(['place', 'street', 'contact'])

function sumOf(findings: readonly Finding[], areApart: boolean): number {
  let own = 0
  let household = 0
  for (const { field, bits } of findings) {
    if (householdFields.has(field) || (areApart && field === 'family')) household += bits
    else own += bits
  }
  return own + Math.min(household, areApart ? mostOfHousehold.apart : mostOfHousehold.alike)
}

interface WholeNames {
  readonly given: NameLevel
  readonly findings: readonly Finding[]
}

/** Given and family names as they stand, or crosswise where that explains more. */
function compareWholeNames(one: MatchRecord, other: MatchRecord, commonness: Commonness): WholeNames {
  const straight = namesAs(
    compareNames(one.given, other.given, commonness),
    compareNames(one.family, other.family, commonness),
  )
  if (straight.given === 'same') return straight
  const there = compareNames(one.given, other.family, commonness)
  const back = compareNames(one.family, other.given, commonness)
  const isSwap = there.level !== 'missing' && back.level !== 'missing'
  // Which of the two records has it right is not known: what explains more.
  const [crossed, mirrored] = [namesAs(there, back), namesAs(back, there)]
  const swap: Finding = { field: 'swap', level: 'swapped', bits: bitsOf(swapOdds) }
  const best = mirrored.bits > crossed.bits ? mirrored : crossed
  if (!isSwap || best.bits + swap.bits <= straight.bits) return straight
  return { given: best.given, findings: [...best.findings, swap] }
}

function namesAs(
  given: NameEvidence,
  family: NameEvidence,
): WholeNames & { readonly family: NameLevel; readonly bits: number } {
  const findings = [...nameFinding('given', given), ...nameFinding('family', family)]
  return { given: given.level, family: family.level, findings, bits: bitsOfAll(findings) }
}

function nameFinding(field: 'given' | 'family', { level, share }: NameEvidence): readonly Finding[] {
  if (level === 'missing') return []
  const isShared = level === 'same' || level === 'part'
  const bits = isShared ? bitsOfShared(field, level, share) : bitsOf(odds[field][level])
  return [{ field, level, bits }]
}

/** A day that stands for "not known" in a practice system is shared by many. */
function birthDateFinding(level: BirthDateLevel, share: number | undefined): readonly Finding[] {
  if (level === 'missing') return []
  const { m, u } = odds.birthDate[level]
  const isSame = level === 'same' || level === 'same_first_of_year'
  return [{ field: 'birthDate', level, bits: bitsOf({ m, u: isSame ? Math.max(u, share ?? 0) : u }) }]
}

/** A place is named by its postcode, else by its city. */
function placeFinding(one: MatchRecord, other: MatchRecord, commonness: Commonness): readonly Finding[] {
  const hasPostcodes = one.postcode !== '' && other.postcode !== ''
  const isSameCity = one.city !== '' && one.city === other.city
  if (hasPostcodes && one.postcode === other.postcode)
    return [{ field: 'place', level: 'same', bits: bitsOfPlace(commonness(`postcode ${one.postcode}`)) }]
  if (!hasPostcodes && (one.city === '' || other.city === '')) return []
  const isNear =
    (hasPostcodes && isSameCity) ||
    isOneSlipApart(one.postcode, other.postcode) ||
    textLikeness(one.city, other.city) >= 0.7
  return finding('place', isNear ? 'near' : 'differs', odds.place)
}

function compareStreets(one: MatchRecord, other: MatchRecord): 'same' | 'street' | 'differs' | 'missing' {
  if (one.street === '' || other.street === '') return 'missing'
  if (textLikeness(one.street, other.street) < 0.7) return 'differs'
  return one.house === other.house && one.house !== '' ? 'same' : 'street'
}

function compareContacts(one: readonly string[], other: readonly string[]): 'same' | 'differs' | 'missing' {
  if (one.length === 0 || other.length === 0) return 'missing'
  return one.some((contact) => other.includes(contact)) ? 'same' : 'differs'
}

/** A slip in one of these is no number of anybody's; in a MyKad it may be. */
const hasCheckDigits: ReadonlySet<string> = new Set(['pesel', 'snils', 'inn'])

function compareNationalIds(
  one: string | null,
  other: string | null,
): 'same_sound' | 'same' | 'differs_sound' | 'differs' | 'missing' {
  if (one === null || other === null) return 'missing'
  const scheme = one.slice(0, one.indexOf(':'))
  if (one === other) return scheme === 'other' ? 'same' : 'same_sound'
  // Two schemes are two numbers of one person, as far as anybody knows.
  if (scheme !== other.slice(0, other.indexOf(':'))) return 'missing'
  return hasCheckDigits.has(scheme) ? 'differs_sound' : 'differs'
}

function equality(one: string | null, other: string | null): 'same' | 'differs' | 'missing' {
  if (one === null || other === null) return 'missing'
  return one === other ? 'same' : 'differs'
}

function finding<Level extends string>(
  field: MatchField,
  level: Level | 'missing',
  table: Readonly<Record<Level, { readonly m: number; readonly u: number }>>,
): readonly Finding[] {
  if (level === 'missing') return []
  return [{ field, level, bits: bitsOf(table[level as Exclude<Level, 'missing'>]) }]
}
