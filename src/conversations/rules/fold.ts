// What a patient typed, brought to one spelling. Invariants: no locale is asked (Turkish i, host settings);
// never throws, lone surrogates and 100 kB included; Polish loses its diacritics by a table (NFD leaves ł alone and
// would turn й into и); Russian loses ё only. The raw text is kept by the caller.
// Source: facts on languages §8.

import { inLatin } from '../../platform/rules/cyrillic-letters.ts'

/** An SMS ends near 6,000 characters; nothing a person types to a clinic is longer. */
const longestText = 4000

const plainLetter: Readonly<Record<string, string>> = {
  ą: 'a',
  ć: 'c',
  ę: 'e',
  ł: 'l',
  ń: 'n',
  ó: 'o',
  ś: 's',
  ź: 'z',
  ż: 'z',
  ё: 'е',
}

/** Cyrillic letters and the Latin ones that look the same. */
const lookAlikes: readonly (readonly [cyrillic: string, latin: string])[] = [
  ['а', 'a'],
  ['в', 'b'],
  ['е', 'e'],
  ['к', 'k'],
  ['м', 'm'],
  ['н', 'h'],
  ['о', 'o'],
  ['р', 'p'],
  ['с', 'c'],
  ['т', 't'],
  ['у', 'y'],
  ['х', 'x'],
  ['і', 'i'],
]
const latinOf = new Map(lookAlikes)
const cyrillicOf = new Map(lookAlikes.map(([cyrillic, latin]) => [latin, cyrillic]))

// The same keys of a keyboard, in the Russian and the American layout, from the top left to the bottom right.
const russianKeys = 'йцукенгшщзхъфывапролджэячсмитьбю.'
const americanKeys = "qwertyuiop[]asdfghjkl;'zxcvbnm,./"
const russianKeyOf = new Map([...americanKeys].map((key, at) => [key, russianKeys.charAt(at)]))
const americanKeyOf = new Map([...russianKeys].map((key, at) => [key, americanKeys.charAt(at)]))

/**
 * One spelling of a text with its capitals kept: compatibility forms (ＳＴＯＰ, 1️⃣), stray accents, invisible
 * characters and apostrophes are gone, the length is bounded.
 */
export function tidy(text: string): string {
  return text
    .trim()
    .slice(0, longestText)
    .toWellFormed()
    .normalize('NFKC')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/(?<=\p{L})['’‘`´ʼ](?=\p{L})/gu, '')
}

/** Lower case by Unicode alone, then the letters of the table. */
export function fold(text: string): string {
  return [...text.toLowerCase().normalize('NFC')]
    .map((letter) => plainLetter[letter] ?? letter)
    .join('')
    .replace(/\p{M}/gu, '')
}

export function hasCyrillic(text: string): boolean {
  return /\p{Script=Cyrillic}/u.test(text)
}

function hasLatin(text: string): boolean {
  return /\p{Script=Latin}/u.test(text)
}

/** A folded word with its Latin look-alikes read as Cyrillic; null when a letter has no double. */
export function readAsCyrillic(word: string): string | null {
  return throughTable(word, cyrillicOf, hasCyrillic)
}

/** A folded word with its Cyrillic look-alikes read as Latin; null when a letter has no double. */
export function readAsLatin(word: string): string | null {
  return throughTable(word, latinOf, hasLatin)
}

function throughTable(
  word: string,
  table: ReadonlyMap<string, string>,
  isAlready: (letter: string) => boolean,
): string | null {
  let result = ''
  for (const letter of word) {
    const other = isAlready(letter) ? letter : table.get(letter)
    if (other === undefined) return null
    result += other
  }
  return result
}

export function isMixedScript(word: string): boolean {
  return hasCyrillic(word) && hasLatin(word)
}

/** The text as it would read had the other keyboard been on (cnjg → стоп, ыещз → stop); both directions. */
export function otherKeyboardReadings(text: string): readonly string[] {
  const keys = [...tidyKeys(text)]
  const typed = [russianKeyOf, americanKeyOf].map((table) =>
    keys.map((key) => table.get(key) ?? key).join(''),
  )
  return typed.filter((reading) => reading !== keys.join(''))
}

/** Like tidy, but quotes and brackets stay: on the other keyboard they are letters. */
function tidyKeys(text: string): string {
  return text.trim().slice(0, longestText).toWellFormed().toLowerCase()
}

/** Russian in Latin letters, both sides brought to one key: ne pishite and не пишите, 4 for ч, 6 for ш. */
export function translitKey(word: string): string {
  return spellingVariants.reduce((key, [variant, one]) => key.replace(variant, one), inLatin(word, 'texting'))
}

const spellingVariants: readonly (readonly [RegExp, string])[] = [
  [/shch|sch|sh/g, '6'],
  [/ch/g, '4'],
  [/zh/g, 'j'],
  [/kh|x/g, 'h'],
  [/ts|tz/g, 'c'],
  [/w/g, 'v'],
  [/y/g, 'i'],
  [/(?:i|j)a/g, 'a'],
  [/(?:i|j)u/g, 'u'],
  [/(?:i|j)e/g, 'e'],
  [/(.)\1+/g, '$1'],
]
