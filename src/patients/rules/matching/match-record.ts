// What is compared of a patient: the record brought to one spelling, once, so that a pair costs no more than looking.
// - The same record always gives the same: its `basis` changes exactly when something that is compared does.
// - What stands for "not known" (1 January 1900, an empty name) is null or empty and says nothing for or against.

import { nameWords, plainText } from './name-words.ts'

export interface ComparedPatient {
  readonly givenName: string | null
  readonly familyName: string | null
  readonly fullName: string
  /** yyyy-mm-dd */
  readonly birthDate: string | null
  readonly sex: 'female' | 'male' | 'other' | 'unknown'
  readonly address: string | null
  readonly city: string | null
  readonly postcode: string | null
  /** scheme:mark of a national number, see national-id.ts */
  readonly nationalId: string | null
  /** Ids of contact points that reach the patient now. */
  readonly contacts: readonly string[]
}

export interface MatchRecord {
  readonly given: readonly string[]
  readonly family: readonly string[]
  readonly generation: string | null
  readonly birthDate: string | null
  readonly sex: 'female' | 'male' | null
  /** Words of the street without the kind of street, joined. */
  readonly street: string
  /** Numbers of house and flat, in order, joined by a space. */
  readonly house: string
  readonly city: string
  readonly postcode: string
  readonly nationalId: string | null
  readonly contacts: readonly string[]
}

/** The first days that practice systems know: nobody's birthday that was asked for. */
const noBirthDates = new Set(['1900-01-01', '1899-12-30', '1901-01-01'])

// Kinds of streets and the words before a number, in four languages: "ul. Lipowa 4 m. 2" is "Lipowa 4/2".
const streetKinds = new Set(
  'ul ulica al aleja aleje os osiedle pl plac m mieszk lok nr ulitsa prospekt pr proezd per pereulok d dom kv kvartira g gorod korp stroenie street st road rd avenue ave lane ln drive dr court ct place crescent cres close way jalan jln lorong lrg persiaran taman tmn kampung kg no unit apt apartment flat'.split(
    ' ',
  ),
)

export function matchRecord(patient: ComparedPatient): MatchRecord {
  const name = splitName(patient)
  const address = plainText(patient.address ?? '')
  return {
    ...name,
    birthDate: noBirthDates.has(patient.birthDate ?? '') ? null : patient.birthDate,
    sex: patient.sex === 'female' || patient.sex === 'male' ? patient.sex : null,
    street: address
      .split(/[^a-z]+/)
      .filter((word) => word !== '' && !streetKinds.has(word))
      .sort()
      .join('')
      .slice(0, 80),
    house: (address.match(/\d+/g) ?? []).slice(0, 4).join(' '),
    city: plainText(patient.city ?? '').replace(/[^a-z]/g, ''),
    postcode: plainText(patient.postcode ?? '').replace(/[^a-z0-9]/g, ''),
    nationalId: patient.nationalId,
    contacts: patient.contacts.toSorted(),
  }
}

type SplitName = Pick<MatchRecord, 'given' | 'family' | 'generation'>

/** What the source does not tell apart is split at bin or binti, else after the first word; order is looked at later. */
function splitName({ givenName, familyName, fullName }: ComparedPatient): SplitName {
  const given = nameWords(givenName)
  const family = nameWords(familyName)
  const full = nameWords(fullName)
  const generation = given.generation ?? family.generation ?? full.generation
  if (given.words.length > 0 && family.words.length > 0)
    return { given: given.words, family: family.words, generation }
  const told = [...given.words, ...family.words]
  if (told.length > 0) {
    const rest = full.words.filter((word) => !told.includes(word))
    return given.words.length > 0
      ? { given: given.words, family: rest, generation }
      : { given: rest, family: family.words, generation }
  }
  const [before = '', ...after] = fullName.split(fatherFollows)
  if (after.length > 0)
    return { given: nameWords(before).words, family: nameWords(after.join(' ')).words, generation }
  return { given: full.words.slice(0, 1), family: full.words.slice(1), generation }
}

const fatherFollows = /\s(?:bin|binti|binte|bt|bte|b|a\s?\/\s?[lp]|[sd]\s?\/\s?o)\.?\s/i
