// A name as words that can be compared, whoever typed it.
// - One spelling: lower case, Cyrillic in Latin letters, no marks; what stands between letters ends a word.
// - Titles and the words between a name and the father's (bin, a/l) say nothing and are left out; jr and sr are kept apart.
// - Never throws; a name without letters has no words.

import { inPassportLatin } from '../script-variants.ts'

export interface NameWords {
  readonly words: readonly string[]
  /** jr, sr, ii, iii: father and son of one name differ in nothing else. */
  readonly generation: string | null
}

const unsaid = new Set(
  'bin binti binte bt bte haji hajah hajjah hajj hj hjh dr prof mr mrs ms miss pan pani mgr inz g-n'.split(
    ' ',
  ),
)
/** Son or daughter of, as Malaysian and Singaporean Indians write it. */
const childOf = /(?<=^|\s)(?:a|s|d)\s?\/\s?(?:l|p|o)(?=\s|$)/g
const generations = new Set(['jr', 'sr', 'ii', 'iii'])
const plainLetters: Readonly<Record<string, string>> = { ł: 'l', đ: 'd', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe' }

export function nameWords(name: string | null): NameWords {
  if (name === null) return { words: [], generation: null }
  const all = plainText(name.toLowerCase().replace(childOf, ' '))
    .split(/[^a-z]+/)
    .filter((word) => word !== '' && !unsaid.has(word))
  return {
    words: all.filter((word) => !generations.has(word)).slice(0, mostWords),
    generation: all.find((word) => generations.has(word)) ?? null,
  }
}

/** Nobody's name is compared by more words than these. */
const mostWords = 6

/** Lower case Latin letters without marks; digits and signs stay. Apostrophes inside a word are no end of it. */
export function plainText(text: string): string {
  return inPassportLatin(text.toLowerCase().normalize('NFC'))
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/(?<=\p{L})['’‘`´ʼ](?=\p{L})/gu, '')
    .replace(/[łđøßæœ]/g, (letter) => plainLetters[letter] ?? letter)
}

// The spellings that one sound has in Polish, in Russian names in Latin letters (both ways of script-variants.ts), in
// English and in Malay; longest first. The letters on the right are names of classes, not sounds.
const sounds: readonly (readonly [RegExp, string])[] = [
  [/^(?:io|yo|jo)(?=[^aeiou]|$)/g, 'jo'],
  [/^[iyj](?=e)/g, ''],
  [/^[iyj](?=[aou])/g, 'j'],
  [/szcz|shch|sch|sz|sh/g, 's'],
  [/tsch|tch|cz|ch|kh|ck|ts|tz|[cqk]/g, 'k'],
  [/x/g, 'ks'],
  [/dzh|zh|rz/g, 'z'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/w/g, 'v'],
  [/(?<=.)[iyj]+(?=[aeou])/g, ''],
  [/y|j(?=[^aeou]|$)/g, 'i'],
  [/(.)\1+/g, '$1'],
]

/** What two spellings of one name have in common: kovalskii, Kowalski, Kovalsky. */
export function soundOf(word: string): string {
  const known = heard.get(word)
  if (known !== undefined) return known
  const sound = sounds.reduce((text, [spelling, one]) => text.replace(spelling, one), word)
  if (heard.size >= mostHeard) heard.clear()
  heard.set(word, sound)
  return sound
}

// A clinic has few names and a search compares them by the million.
const heard = new Map<string, string>()
const mostHeard = 20_000
