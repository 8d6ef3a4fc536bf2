import type { PatientRecord } from '../../src/patients/rules/records.ts'
import { dateOfDay } from '../../src/simulation/rules/days.ts'
import { choice, type Draw, drawsOf } from '../../src/simulation/rules/draw.ts'
import { givenNames } from '../../src/simulation/rules/name-lists.ts'
import { type Person, personAt } from '../../src/simulation/rules/person.ts'
import { typedAgain } from './typed-again.ts'

/** One in so many people was typed in twice, has a twin, or bears the name of a parent at the same home. */
const everyDuplicate = 20
const everyTwin = 50
const everyNamesake = 100

export interface DuplicatedClinic {
  readonly records: readonly PatientRecord[]
  /** The numbers of both records of each person who has two: smaller+greater. */
  readonly truth: ReadonlySet<string>
}

interface Wish {
  readonly people: number
  readonly seed: number
  /** Half of the people have a national number on record. */
  readonly hasNumbers: boolean
}

/**
 * Records of people as the simulation makes them, households on one telephone included, some of them typed in again;
 * and beside them the people who are taken for each other: twins, and sons named after the father.
 */
export function duplicatedClinic({ people, seed, hasNumbers }: Wish): DuplicatedClinic {
  const records: PatientRecord[] = []
  const truth = new Set<string>()
  const homes = new Map<string, Set<string>>()
  // 23 November 2026
  const frame = { seed, historyEnd: 20_780 }
  for (let index = 0; index < people; index += 1) {
    const person = personAt(frame, index)
    const draw = drawsOf(seed, `duplicates ${index}`)
    const named = withOwnName(recordOf(person), person, homes)
    const record = hasNumbers ? { ...named, nationalId: numberOf(person.externalId, draw) } : named
    records.push(record)
    if (index % everyDuplicate === 0) {
      const number = `${person.externalId}-again`
      const again = typedAgain(record, number, draw)
      records.push(draw('number typed again') < 0.7 ? again : { ...again, nationalId: null })
      truth.add(pairOf(person.externalId, number))
    }
    if (index % everyTwin === 7) {
      const twin = twinOf(record, person, choice(draw('twin'), namesFor(person)))
      records.push({ ...twin, nationalId: hasNumbers ? numberOf(twin.externalId, draw) : null })
    }
    if (index % everyNamesake === 13 && record.birthDate !== null)
      records.push({
        ...record,
        externalId: `${record.externalId}-son`,
        nationalId: hasNumbers ? numberOf(`${record.externalId}-son`, draw) : null,
        birthDate: dateOfDay(person.birthDay + 28 * 365 + 17).toString(),
      })
  }
  return { records, truth }
}

export function pairOf(one: string, other: string): string {
  return [one, other].toSorted().join('+')
}

function namesFor({ language, sex, givenName }: Person): readonly [string, ...string[]] {
  const [first, ...others] = givenNames[language][sex].map((name) => name.replaceAll('_', ' '))
  const rest = [...others, first ?? ''].filter((name) => name !== givenName)
  return [rest[0] ?? '', ...rest.slice(1)]
}

function numberOf(person: string, draw: Draw): string | null {
  if (draw(`number of ${person}`) < 0.5) return null
  return draw(`check digit of ${person}`) < 0.9 ? `pesel:${person}` : `other:${person}`
}

/** The simulation draws names by chance; nobody gives two children one name. */
function withOwnName(record: PatientRecord, person: Person, homes: Map<string, Set<string>>): PatientRecord {
  const home = `${person.home.street} ${person.home.postcode}`
  const taken = homes.get(home) ?? new Set<string>()
  homes.set(home, taken)
  const free = [person.givenName, ...namesFor(person)].find((name) => !taken.has(name)) ?? person.givenName
  taken.add(free)
  return { ...record, givenName: free, fullName: record.fullName.replace(person.givenName, free) }
}

function twinOf(record: PatientRecord, person: Person, givenName: string): PatientRecord {
  const fullName = record.fullName.replace(person.givenName, givenName)
  return { ...record, externalId: `${record.externalId}-twin`, givenName, fullName }
}

function recordOf(person: Person): PatientRecord {
  return {
    kind: 'patient',
    externalId: person.externalId,
    givenName: person.givenName,
    familyName: person.familyName,
    fullName: person.fullName,
    birthDate: dateOfDay(person.birthDay).toString(),
    sex: person.sex,
    language: person.language,
    address: person.home.street,
    city: person.home.city,
    postcode: person.home.postcode,
    region: null,
    place: null,
    balanceMinor: null,
    balanceAt: null,
    tags: [],
    country: 'PL',
    isDeceased: false,
    deceasedAt: null,
    hasLeft: false,
    leftAt: null,
    leftReason: null,
    registeredAt: null,
    nationalId: null,
    contacts: [person.phone, person.email].flatMap((contact, at) =>
      contact === null
        ? []
        : [
            {
              kind: at === 0 ? 'phone' : 'email',
              value: contact.value,
              use: 'unknown',
              rank: at + 1,
            } as const,
          ],
    ),
    consents: [],
  }
}
