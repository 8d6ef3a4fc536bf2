import { emailValue, phoneValue } from '../../patients/contact-values.ts'
import type { IdHolder } from '../../patients/rules/national-id.ts'
import type { ContactRecord, LinkRecord, PatientRecord } from '../../patients/rules/records.ts'
import { tagText } from '../../patients/rules/tags.ts'
import { nationalIdMark } from '../import/national-id-mark.ts'
import { placeAt } from '../import/place-at.ts'
import { longestName } from '../import/values.ts'
import { countryOf, languageOf } from '../import/words.ts'
import { at, listAt, textAt } from './json.ts'
import type { Reading, ReadResource } from './reading.ts'

/** FHIR R4 Patient → patient, with the records it was merged with. */
export function readPatient(reading: Reading, resource: unknown, id: string): ReadResource {
  const address = current(listAt(resource, 'address'), ['home'])
  const written = textAt(address, 'country')
  const country = written === null ? null : countryOf(written)
  const links = readLinks(reading, resource, id)
  const isReplaced = links.some((link) => link.externalId === id)
  const died = at(resource, 'deceasedDateTime')
  const hasLeft = at(resource, 'active') === false && !isReplaced
  const birthDate = reading.day(at(resource, 'birthDate'), 'birthDate')
  const sex = sexOf(textAt(resource, 'gender'))
  const patient: PatientRecord = {
    kind: 'patient',
    externalId: id,
    ...readName(resource, id),
    birthDate,
    sex,
    language: readLanguage(resource),
    address: joined(listAt(address, 'line')) ?? textAt(address, 'text'),
    city: textAt(address, 'city'),
    postcode: textAt(address, 'postalCode'),
    region: textAt(address, 'state'),
    country,
    place: readPlace(reading, address),
    balanceMinor: null,
    balanceAt: null,
    tags: readTags(resource),
    isDeceased: at(resource, 'deceasedBoolean') === true || died !== undefined,
    deceasedAt: reading.instant(died, 'deceasedDateTime'),
    hasLeft,
    leftAt: null,
    leftReason: hasLeft ? 'inactive' : null,
    registeredAt: null,
    nationalId: readNationalId(resource, { country: country ?? reading.context.country, birthDate, sex }),
    contacts: readContacts(reading, resource, country ?? reading.context.country),
    consents: [],
  }
  return reading.done('patient', patient, ...links)
}

function readName(
  resource: unknown,
  id: string,
): Pick<PatientRecord, 'givenName' | 'familyName' | 'fullName'> {
  const name = current(listAt(resource, 'name'), ['official', 'usual'])
  const givenName = joined(listAt(name, 'given'))
  const familyName = textAt(name, 'family')
  const both = [givenName, familyName].filter((part) => part !== null).join(' ')
  // Nobody's name is empty on a list: a record without one shows its number.
  const fullName = both === '' ? (textAt(name, 'text') ?? `#${id}`) : both
  return { givenName, familyName, fullName: fullName.slice(0, longestName).toWellFormed() }
}

/** The entry of a wanted use, else the first that is not out of date. */
function current(entries: readonly unknown[], wanted: readonly string[]): unknown {
  const live = entries.filter(
    (entry) => at(entry, 'use') !== 'old' && at(entry, 'period', 'end') === undefined,
  )
  const pick = (use: string): unknown => live.find((entry) => at(entry, 'use') === use)
  return wanted.map(pick).find((entry) => entry !== undefined) ?? live[0] ?? entries[0]
}

const geolocation = 'http://hl7.org/fhir/StructureDefinition/geolocation'

function readPlace(reading: Reading, address: unknown): PatientRecord['place'] {
  const told = extensionOf(address, geolocation)
  if (told === undefined) return null
  const degrees = (name: string): unknown => at(extensionOf(told, name), 'valueDecimal')
  return (
    placeAt(degrees('latitude'), degrees('longitude')) ??
    reading.refuse('address.extension', 'not a place where somebody lives')
  )
}

function extensionOf(holder: unknown, url: string): unknown {
  return listAt(holder, 'extension').find((extension) => at(extension, 'url') === url)
}

/** A tag with words for people is one; those without are marks of programs, as are HL7's own. */
function readTags(resource: unknown): readonly string[] {
  const words = listAt(resource, 'meta', 'tag')
    .filter((tag) => textAt(tag, 'system')?.startsWith('http://terminology.hl7.org/') !== true)
    .map((tag) => textAt(tag, 'display'))
  const tags = words.map((word) => (word === null ? null : tagText(word))).filter((tag) => tag !== null)
  return [...new Set(tags)]
}

function joined(parts: readonly unknown[]): string | null {
  const text = parts.map((part) => textAt([part], 0)).filter((part) => part !== null)
  return text.length === 0 ? null : text.join(' ')
}

/** Identifiers that a state gives a person (HL7 table 0203: NI, NNxxx, SS), of which the first counts. */
function readNationalId(resource: unknown, holder: IdHolder): string | null {
  for (const identifier of listAt(resource, 'identifier')) {
    const codes = listAt(at(identifier, 'type'), 'coding').map((coding) => textAt(coding, 'code') ?? '')
    const system = textAt(identifier, 'system') ?? ''
    const isNational =
      Object.hasOwn(nationalSystems, system) || codes.some((code) => /^(NI|NN[A-Z]{3}|SS)$/.test(code))
    const value = isNational ? textAt(identifier, 'value') : null
    const country = nationalSystems[system] ?? holder.country
    const mark = value === null ? null : nationalIdMark(value, { ...holder, country })
    if (mark !== null) return mark
  }
  return null
}

const nationalSystems: Readonly<Record<string, string>> = {
  'urn:oid:2.16.840.1.113883.3.4424.1.1.616': 'PL',
  'http://hl7.org/fhir/sid/us-ssn': 'US',
}

function sexOf(code: string | null): PatientRecord['sex'] {
  return code === 'female' || code === 'male' || code === 'other' ? code : 'unknown'
}

function readLanguage(resource: unknown): PatientRecord['language'] {
  const spoken = listAt(resource, 'communication')
  const ordered = [...spoken.filter((entry) => at(entry, 'preferred') === true), ...spoken]
  const codes = ordered.flatMap((entry) => [
    textAt(entry, 'language', 'coding', 0, 'code'),
    textAt(entry, 'language', 'text'),
  ])
  const known = codes
    .map((code) => (code === null ? null : languageOf(code)))
    .find((language) => language !== null)
  return known ?? null
}

function readContacts(reading: Reading, resource: unknown, country: string): readonly ContactRecord[] {
  const found = listAt(resource, 'telecom').flatMap((telecom, index) => {
    const contact = readContact(reading, telecom, { field: `telecom[${index}]`, country })
    const rank = at(telecom, 'rank')
    return contact === null ? [] : [{ contact, rank: typeof rank === 'number' ? rank : 1_000 + index }]
  })
  const isMobile = (contact: ContactRecord): number => (contact.use === 'mobile' ? 0 : 1)
  return found
    .toSorted((one, other) => one.rank - other.rank || isMobile(one.contact) - isMobile(other.contact))
    .map(({ contact }, index) => ({ ...contact, rank: Math.min(index + 1, 99) }))
}

function readContact(
  reading: Reading,
  telecom: unknown,
  from: { readonly field: string; readonly country: string },
): (Omit<ContactRecord, 'rank'> & { readonly rank: number }) | null {
  const value = textAt(telecom, 'value')
  const use = textAt(telecom, 'use')
  if (value === null || use === 'old') return null
  const told = use === 'mobile' || use === 'home' || use === 'work' ? use : 'unknown'
  switch (textAt(telecom, 'system')) {
    case 'phone':
    case 'sms': {
      const phone = phoneValue(value, from.country)
      if (!phone.ok) return reading.refuse(from.field, phone.error)
      return { kind: 'phone', value: phone.value.value, use: told, rank: 1 }
    }
    case 'email': {
      const email = emailValue(value)
      if (!email.ok) return reading.refuse(from.field, email.error)
      return { kind: 'email', value: email.value, use: told, rank: 1 }
    }
    default:
      return null
  }
}

/** replaced-by and refer: this record lives on as the other; replaces: the other way round. */
function readLinks(reading: Reading, resource: unknown, id: string): readonly LinkRecord[] {
  return listAt(resource, 'link').flatMap((link): LinkRecord[] => {
    const other = reading.context.references.idOf(at(link, 'other'), 'Patient')
    if (other === null || other === id) return []
    switch (textAt(link, 'type')) {
      case 'replaced-by':
      case 'refer':
        return [{ kind: 'link', externalId: id, into: other }]
      case 'replaces':
        return [{ kind: 'link', externalId: other, into: id }]
      default:
        return []
    }
  })
}
