import { emailValue, phoneValue } from '../../patients/contact-values.ts'
import type { ConsentRecord, ContactRecord, PatientRecord } from '../../patients/rules/records.ts'
import { tagText } from '../../patients/rules/tags.ts'
import { nationalIdMark } from '../import/national-id-mark.ts'
import { placeAt } from '../import/place-at.ts'
import type { ImportRecord } from '../import/source.ts'
import { countryOf, languageOf, sexOf } from '../import/words.ts'
import type { Row } from './row.ts'
import { patientStateOf, yesOrNo } from './row-words.ts'

/** A row of a table of patients → patient, with the record it was merged into. */
export function readPatientRow(row: Row): readonly ImportRecord[] {
  const fullName = row.personName()
  if (fullName === null)
    return row.refuseRow(row.has('fullName') ? 'fullName' : 'familyName', 'the name is empty')
  const externalId = row.id('externalId') ?? row.personKey()
  if (externalId === null) {
    return row.refuseRow(
      'externalId',
      'no id, and name and birth date are not complete enough to stand for one',
    )
  }
  const country = row.text('country')
  const countryCode =
    country === null ? null : (countryOf(country) ?? row.refuse('country', 'not a country we know'))
  const birthDate = row.day('birthDate')
  const sex = known(row, 'sex', sexOf) ?? 'unknown'
  const nationalId = row.text('nationalId')
  const holder = { country: countryCode ?? row.context.country, birthDate, sex }
  const patient: PatientRecord = {
    kind: 'patient',
    externalId,
    givenName: joined(row.text('givenName'), row.text('middleName')),
    familyName: row.text('familyName'),
    fullName,
    birthDate,
    sex,
    language: known(row, 'language', languageOf),
    address: joined(addressOf(row, holder.country), row.text('address2')),
    city: row.text('city'),
    postcode: row.text('postcode'),
    region: row.text('region'),
    country: countryCode,
    place: readPlace(row),
    balanceMinor: row.money('balance'),
    balanceAt: row.moment('balanceAt'),
    tags: readTags(row),
    ...readEnds(row),
    registeredAt: row.moment('registeredAt'),
    nationalId: nationalId === null ? null : nationalIdMark(nationalId, holder),
    contacts: readContacts(row, countryCode ?? row.context.country),
    consents: readConsents(row),
  }
  const mergedInto = row.id('mergedInto')
  const isMerged = mergedInto !== null && mergedInto !== externalId
  return isMerged ? [patient, { kind: 'link', externalId, into: mergedInto }] : [patient]
}

function readPlace(row: Row): PatientRecord['place'] {
  const latitude = row.number('latitude')
  const longitude = row.number('longitude')
  if (latitude === null && longitude === null) return null
  return placeAt(latitude, longitude) ?? row.refuse('latitude', 'not a place where somebody lives')
}

function readTags(row: Row): readonly string[] {
  const tags = severalIn(row, 'tags').flatMap((text) => {
    const tag = tagText(text) ?? row.refuse('tags', 'longer than 60 characters')
    return tag === null ? [] : [tag]
  })
  return [...new Set(tags)]
}

function joined(one: string | null, other: string | null): string | null {
  if (one === null) return other
  return other === null ? one : `${one} ${other}`
}

function known<T>(row: Row, field: string, read: (text: string) => T | null): T | null {
  const text = row.text(field)
  return text === null ? null : (read(text) ?? row.refuse(field, 'a word we do not know'))
}

/** In English the number of the house comes first, elsewhere the street. */
function addressOf(row: Row, country: string): string | null {
  const [street, number] = [row.text('address'), row.text('houseNumber')]
  const isNumberFirst = ['AU', 'CA', 'GB', 'IE', 'MY', 'NZ', 'SG', 'US'].includes(country)
  return isNumberFirst ? joined(number, street) : joined(street, number)
}

type Ends = Pick<PatientRecord, 'isDeceased' | 'deceasedAt' | 'hasLeft' | 'leftAt' | 'leftReason'>

/** Death, and leaving the clinic for good. */
function readEnds(row: Row): Ends {
  const status = row.text('status')
  const state = status === null ? null : patientStateOf(status)
  const deceasedAt = row.moment('deceasedAt')
  const flag = row.text('deceased')
  const said = flag === null ? false : yesOrNo(flag)
  // A column "deceased" may hold the day itself; whatever else stands there is not overlooked.
  if (said === undefined) row.refuse('deceased', 'neither yes nor no: taken as deceased, to be safe')
  const leftAt = row.moment('leftAt')
  const hasLeft = leftAt !== null || state === 'left'
  return {
    isDeceased: deceasedAt !== null || said !== false || state === 'deceased',
    deceasedAt,
    hasLeft,
    leftAt,
    leftReason: hasLeft ? (status ?? 'archived') : null,
  }
}

const phoneFields = [
  { field: 'mobilePhone', use: 'mobile' },
  { field: 'phone', use: 'unknown' },
  { field: 'homePhone', use: 'home' },
  { field: 'workPhone', use: 'work' },
] as const

function readContacts(row: Row, country: string): readonly ContactRecord[] {
  const contacts: ContactRecord[] = []
  const add = (contact: Omit<ContactRecord, 'rank'>): void => {
    const isKnown = contacts.some((other) => other.kind === contact.kind && other.value === contact.value)
    if (!isKnown) contacts.push({ ...contact, rank: contacts.length + 1 })
  }
  for (const { field, use } of phoneFields) {
    for (const text of severalIn(row, field)) {
      const phone = phoneValue(text, country)
      if (phone.ok) add({ kind: 'phone', value: phone.value.value, use })
      else row.refuse(field, phone.error)
    }
  }
  for (const text of severalIn(row, 'email')) {
    const email = emailValue(text)
    if (email.ok) add({ kind: 'email', value: email.value, use: 'unknown' })
    else row.refuse('email', email.error)
  }
  return contacts
}

/** People write several numbers, or tags, into one cell. */
function severalIn(row: Row, field: string): readonly string[] {
  return row
    .columns(field)
    .map((use) => row.cell(use))
    .flatMap((text) => (text === null ? [] : text.split(/[,;|\n]|\s\/\s/)))
    .map((text) => text.trim())
    .filter((text) => text !== '')
}

function readConsents(row: Row): readonly ConsentRecord[] {
  const columns = row.columns('consent')
  if (columns.length === 0) return []
  const at = row.moment('consentAt')
  return columns.flatMap((use) => {
    const text = row.cell(use)
    if (text === null || text === '') return []
    const said = yesOrNo(text)
    if (said === undefined) {
      row.refusals.push({ field: use.header, reason: 'neither yes nor no: taken as not given' })
      return []
    }
    const state = said ? ('given' as const) : ('withdrawn' as const)
    const evidence = `column "${use.header}" of the imported table`
    return use.channels.flatMap((channel) =>
      use.purposes.map((purpose): ConsentRecord => ({ channel, purpose, state, evidence, at })),
    )
  })
}
