// How many parts an SMS takes and where it is cut.
// Invariants: the parts put together are the text; no part exceeds the units of its encoding; an escape pair and a
// surrogate pair stay in one part; one character outside GSM-7 turns the whole message into UCS-2.

import { gsmUnits } from './sms-encoding.ts'

export type SmsEncoding = 'gsm7' | 'ucs2'

/** Units are septets in GSM-7, 16-bit code units in UCS-2; a header of six octets leaves less room in each of several parts. */
const room: Readonly<Record<SmsEncoding, { readonly single: number; readonly several: number }>> = {
  gsm7: { single: 160, several: 153 },
  ucs2: { single: 70, several: 67 },
}

export interface SmsParts {
  readonly encoding: SmsEncoding
  /** The text as it is cut; an empty text is one empty part. */
  readonly parts: readonly string[]
  /** Units of the whole text, headers not counted. */
  readonly units: number
  /** Room of each part: 160 or 153 septets, 70 or 67 UCS-2 units. */
  readonly unitsPerPart: number
  /** Units still free in the last part. */
  readonly remaining: number
  /** The different characters that force UCS-2, in order of appearance; empty in GSM-7. */
  readonly offenders: readonly string[]
}

/** `atLeast: 'ucs2'` is for a provider that cannot carry this text in 7 bits although the alphabet could. */
export function smsParts(text: string, atLeast: SmsEncoding = 'gsm7'): SmsParts {
  const offenders = [...new Set([...text].filter((character) => gsmUnits(character) === 0))]
  const encoding: SmsEncoding = offenders.length === 0 ? atLeast : 'ucs2'
  const cost = encoding === 'gsm7' ? gsmUnits : (character: string) => character.length
  const units = [...text].reduce((sum, character) => sum + cost(character), 0)
  const unitsPerPart = units <= room[encoding].single ? room[encoding].single : room[encoding].several
  const { parts, used } = cut(text, unitsPerPart, cost)
  return { encoding, parts, units, unitsPerPart, remaining: unitsPerPart - used, offenders }
}

/** Greedy: a character that does not fit whole opens the next part. */
function cut(
  text: string,
  unitsPerPart: number,
  cost: (character: string) => number,
): { readonly parts: readonly string[]; readonly used: number } {
  const parts: string[] = []
  let part = ''
  let used = 0
  for (const character of text) {
    if (used + cost(character) > unitsPerPart) {
      parts.push(part)
      part = ''
      used = 0
    }
    part += character
    used += cost(character)
  }
  parts.push(part)
  return { parts, used }
}
