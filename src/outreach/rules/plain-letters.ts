// Marks and letters that would turn a GSM-7 message into UCS-2, and what stands in for them.
// Invariants: typographic marks are replaced in every language; Russian keeps its letters (Cyrillic has no plain
// form); what GSM-7 can carry stays as it is; doing it twice changes nothing more.

import { gsmUnits } from './sms-encoding.ts'

/** facts: smart quotes, dashes and non-breaking spaces cost half of the room and show no better on a phone. */
const plainMark: Readonly<Record<string, string>> = {
  '\u00a0': ' ', // NBSP, which number formatting writes
  '\u2007': ' ',
  '\u2008': ' ',
  '\u2009': ' ',
  '\u200a': ' ',
  '\u202f': ' ', // narrow NBSP
  '\u3000': ' ',
  '\u00ad': '', // soft hyphen
  '\u200b': '',
  '\u2060': '',
  '\ufeff': '',
  '\t': ' ',
  '„': '"',
  '“': '"',
  '”': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '‹': "'",
  '›': "'",
  '`': "'",
  '´': "'",
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '\u2212': '-',
  '…': '...',
  '•': '-',
  '·': '-',
  '№': 'No ',
  '™': '',
  '®': '',
  '×': 'x',
  '₽': 'RUB',
}

/** In Russian text the abbreviation is the Russian one, and № is an ordinary letter of a UCS-2 message. */
const plainMarkInRussian: Readonly<Record<string, string>> = { '₽': 'руб.', '№': '№' }

/** Letters whose decomposition does not begin with a plain letter; NFD alone would leave ł as it is. */
const letterWithoutDecomposition: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  œ: 'oe',
  Œ: 'OE',
  ẞ: 'SS',
}

const polishLetter: Readonly<Record<string, string>> = {
  ą: 'a',
  ć: 'c',
  ę: 'e',
  ł: 'l',
  ń: 'n',
  ó: 'o',
  ś: 's',
  ź: 'z',
  ż: 'z',
  Ą: 'A',
  Ć: 'C',
  Ę: 'E',
  Ł: 'L',
  Ń: 'N',
  Ó: 'O',
  Ś: 'S',
  Ź: 'Z',
  Ż: 'Z',
}

/** Replaces typographic marks and leaves every letter: what every SMS gets. */
export function plainMarks(text: string, language: 'en' | 'pl' | 'ru' | 'ms'): string {
  const marks = language === 'ru' ? { ...plainMark, ...plainMarkInRussian } : plainMark
  const replaced = [...text.normalize('NFC')].map((character) => marks[character] ?? character).join('')
  // a mark that fell out may have stood between a letter and its accent
  return replaced.normalize('NFC')
}

/**
 * Replaces marks, and in Latin-script languages the letters GSM-7 does not have, by their plain letters: half the
 * price in Polish. Cyrillic and emoji stay: there is nothing plain to put in their place.
 */
export function plainLetters(text: string, language: 'en' | 'pl' | 'ru' | 'ms'): string {
  const marked = plainMarks(text, language)
  return language === 'ru' ? marked : [...marked].map(plainLetter).join('')
}

/** An accent that no composed letter took up; its letter is plain already. */
const looseAccent = /^[\u0300-\u036f]$/

function plainLetter(character: string): string {
  const listed = polishLetter[character] ?? letterWithoutDecomposition[character]
  if (listed !== undefined) return listed
  if (gsmUnits(character) > 0) return character
  if (looseAccent.test(character)) return ''
  const base = character.normalize('NFD').charAt(0)
  return /[A-Za-z]/.test(base) ? base : character
}
