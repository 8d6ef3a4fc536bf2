// One name is written in two alphabets: воро, Voro, Woro. A search tries each way that the words may have been written.
// - What was typed comes first; a query in one alphabet gets its readings in the other and no more than `mostVariants`.
// - Text without letters of either alphabet has no variant: numbers and signs are left alone.
// - A reading in the other alphabet has a word that the index knows: shorter ones would look at every record of the clinic.

import { inLatin } from '../../platform/rules/cyrillic-letters.ts'

/** Latin to Cyrillic, longest first; what both spellings share stands once. */
const cyrillic: readonly (readonly [string, string])[] = [
  ['szcz', 'щ'],
  ['shch', 'щ'],
  ['cz', 'ч'],
  ['sz', 'ш'],
  ['ch', 'х'],
  ['kh', 'х'],
  ['sh', 'ш'],
  ['zh', 'ж'],
  ['ts', 'ц'],
  ['ja', 'я'],
  ['ia', 'я'],
  ['ya', 'я'],
  ['ju', 'ю'],
  ['iu', 'ю'],
  ['yu', 'ю'],
  ['a', 'а'],
  ['b', 'б'],
  ['c', 'ц'],
  ['d', 'д'],
  ['e', 'е'],
  ['f', 'ф'],
  ['g', 'г'],
  ['h', 'х'],
  ['i', 'и'],
  ['j', 'й'],
  ['k', 'к'],
  ['l', 'л'],
  ['m', 'м'],
  ['n', 'н'],
  ['o', 'о'],
  ['p', 'п'],
  ['q', 'к'],
  ['r', 'р'],
  ['s', 'с'],
  ['t', 'т'],
  ['u', 'у'],
  ['v', 'в'],
  ['w', 'в'],
  ['x', 'кс'],
  ['y', 'ы'],
  ['z', 'з'],
]

export const mostVariants = 3

/** The index of names is one of trigrams. */
const fewestLetters = 3

/** The query as typed, then as it may stand in the other alphabet. */
export function scriptVariants(query: string): readonly string[] {
  const text = query.toLowerCase()
  const others = /[\u0400-\u04ff]/.test(text)
    ? [inLatin(text, 'polish'), inLatin(text, 'passport')]
    : [inCyrillic(text), withSoftL(inCyrillic(text))]
  const readings = others.filter((other) => other !== text && hasLongWord(other))
  return [...new Set([query, ...readings])].slice(0, mostVariants)
}

/** Cyrillic letters as passports write them; other letters stay. */
export function inPassportLatin(text: string): string {
  return /[\u0400-\u04ff]/.test(text) ? inLatin(text, 'passport') : text
}

function hasLongWord(text: string): boolean {
  return text.split(/\s+/).some((word) => word.length >= fewestLetters)
}

function inCyrillic(text: string): string {
  let written = ''
  for (let at = 0; at < text.length; ) {
    const found = cyrillic.find(([letters]) => text.startsWith(letters, at))
    written += found?.[1] ?? text[at] ?? ''
    at += found?.[0].length ?? 1
  }
  return written
}

/** No other alphabet writes the soft sign: olga is Ольга, melnik Мельник, while volkov stays Волков in the first reading. */
function withSoftL(cyrillicText: string): string {
  return cyrillicText.replaceAll(/л(?=[бвгджзкмнпрстфхцчшщ])/g, 'ль')
}
