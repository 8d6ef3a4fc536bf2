// Which records are compared at all: those that share a key. A million records have no time for all pairs.
// - Each key stands for another way in which two records of one person still agree when something else is wrong.
// - A pair that could be certain shares its national number and therefore always a key (a property test of the search).
// - Keys are found again whatever the order of given and family name.

import type { MatchRecord } from './match-record.ts'
import { soundOf } from './name-words.ts'

/** More words of one name add keys and find nobody more. */
const mostWords = 4

export function blockingKeys(record: MatchRecord): readonly string[] {
  const { birthDate, postcode, street, house } = record
  const sounds = [...new Set([...record.given, ...record.family].map(soundOf))].slice(0, mostWords)
  const keys: string[] = record.contacts.map((contact) => `contact ${contact}`)
  if (record.nationalId !== null) keys.push(`number ${record.nationalId}`)
  // The day and a first letter: any slip inside the names, a changed family name, a short form.
  if (birthDate !== null)
    for (const letter of new Set(sounds.map((sound) => sound[0] ?? '')))
      keys.push(`day ${birthDate} ${letter}`)
  // Both names and half of a date: a slip in the date, day and month the wrong way round.
  const names = bothNames(record)
  if (names !== null && birthDate !== null) {
    const [year = '', month = '', day = ''] = birthDate.split('-')
    keys.push(`year ${names} ${year}`, `days ${names} ${[month, day].sort().join('-')}`)
  }
  // One name and where they live: another date and another second name.
  if (postcode !== '') for (const sound of sounds) keys.push(`place ${sound} ${postcode}`)
  if (street !== '' && house !== '') keys.push(`home ${street.slice(0, 12)} ${house}`)
  return [...new Set(keys)]
}

function bothNames({ given, family }: MatchRecord): string | null {
  const [first] = given
  const [last] = family
  if (first === undefined || last === undefined) return null
  return [soundOf(first), soundOf(last)].sort().join(' ')
}

/** What is counted to know how common a word is in the clinic. */
export function countedWords(record: MatchRecord): readonly string[] {
  const words = new Set([...record.given, ...record.family])
  if (record.birthDate !== null) words.add(`born ${record.birthDate}`)
  if (record.postcode !== '') words.add(`postcode ${record.postcode}`)
  return [...words]
}
