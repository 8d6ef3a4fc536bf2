import fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'
import { describe, expect, it } from 'vitest'
import { gsmUnits } from './sms-encoding.ts'
import { smsParts } from './sms-segments.ts'

/** Single graphemes only: the peer never cuts inside a grapheme, a phone network cuts between code points. */
const gsmCharacters = [...'abc XYZ 0189 @£$èéΔΩ\n{}[]~\\|^€']
const otherCharacters = [...'ąćęłńóśźżыёжЩ„”–…😀🦷']
const gsmText = fc.string({ unit: fc.constantFrom(...gsmCharacters), maxLength: 700 })
const anyText = fc.string({ unit: fc.constantFrom(...gsmCharacters, ...otherCharacters), maxLength: 400 })

function used(part: string, encoding: 'gsm7' | 'ucs2'): number {
  return encoding === 'ucs2'
    ? part.length
    : [...part].reduce((sum, character) => sum + gsmUnits(character), 0)
}

describe('the parts of an SMS', () => {
  it.each([
    ['', 'gsm7', 1, 160, 160],
    ['a'.repeat(160), 'gsm7', 1, 160, 0],
    ['a'.repeat(161), 'gsm7', 2, 153, 145],
    ['a'.repeat(306), 'gsm7', 2, 153, 0],
    ['a'.repeat(307), 'gsm7', 3, 153, 152],
    ['€'.repeat(80), 'gsm7', 1, 160, 0],
    ['€'.repeat(81), 'gsm7', 2, 153, 143],
    ['ж'.repeat(70), 'ucs2', 1, 70, 0],
    ['ж'.repeat(71), 'ucs2', 2, 67, 63],
    ['😀'.repeat(35), 'ucs2', 1, 70, 0],
    ['😀'.repeat(36), 'ucs2', 2, 67, 61],
  ])('%j is %s in %i parts of %i with %i left', (text, ...expected) => {
    const { encoding, parts, unitsPerPart, remaining } = smsParts(text)
    expect([encoding, parts.length, unitsPerPart, remaining]).toEqual(expected)
  })

  it('leaves a place empty rather than cut an escape pair or a surrogate pair', () => {
    const escapes = smsParts(`${'a'.repeat(152)}€${'a'.repeat(10)}`)
    expect(escapes.parts).toEqual(['a'.repeat(152), `€${'a'.repeat(10)}`])
    const emoji = smsParts(`${'ж'.repeat(66)}😀${'ж'.repeat(10)}`)
    expect(emoji.parts).toEqual(['ж'.repeat(66), `😀${'ж'.repeat(10)}`])
  })

  it('names each character that forces UCS-2 once, in order', () => {
    expect(smsParts('Zażółć gęślą „jaźń”').offenders).toEqual(
      ['ż', 'ł', 'ó', 'ć', 'ę', 'ś', 'ą', '„', 'ź', 'ń', '”'].toSorted(byFirstUse('Zażółć gęślą „jaźń”')),
    )
    expect(smsParts('Price {10}€').offenders).toEqual([])
  })

  it('puts together to the text, fits, and leaves no room a character would have filled', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { parts, encoding, unitsPerPart, units, remaining } = smsParts(text)
        expect(parts.join('')).toBe(text)
        const sizes = parts.map((part) => used(part, encoding))
        expect(sizes.every((size) => size <= unitsPerPart)).toBe(true)
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(units)
        expect(sizes.at(-1)).toBe(unitsPerPart - remaining)
        expect(sizes.slice(0, -1).every((size) => size >= unitsPerPart - 1)).toBe(true)
      }),
    )
  })

  it('agrees with an independent calculator', () => {
    fc.assert(
      fc.property(fc.oneof(gsmText, anyText), (text) => {
        const peer = new SegmentedMessage(text)
        const own = smsParts(text)
        expect(own.encoding).toBe(peer.encodingName === 'GSM-7' ? 'gsm7' : 'ucs2')
        expect(own.parts).toHaveLength(peer.segmentsCount)
        expect(new Set(own.offenders)).toEqual(new Set(peer.getNonGsmCharacters()))
      }),
    )
  })

  it('takes UCS-2 where it is told to, and cuts accordingly', () => {
    expect(smsParts('a'.repeat(71), 'ucs2')).toMatchObject({
      encoding: 'ucs2',
      units: 71,
      unitsPerPart: 67,
      offenders: [],
    })
  })
})

function byFirstUse(text: string): (one: string, other: string) => number {
  return (one, other) => text.indexOf(one) - text.indexOf(other)
}
