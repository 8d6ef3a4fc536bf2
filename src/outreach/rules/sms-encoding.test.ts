import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeGsm, decodeUcs2, encodeGsm, encodeUcs2, gsmUnits } from './sms-encoding.ts'

/** The alphabet of 3GPP TS 23.038, copied from its table row by row: columns are the high, rows the low septet bits. */
const rows = [
  ['@', 'Δ', ' ', '0', '¡', 'P', '¿', 'p'],
  ['£', '_', '!', '1', 'A', 'Q', 'a', 'q'],
  ['$', 'Φ', '"', '2', 'B', 'R', 'b', 'r'],
  ['¥', 'Γ', '#', '3', 'C', 'S', 'c', 's'],
  ['è', 'Λ', '¤', '4', 'D', 'T', 'd', 't'],
  ['é', 'Ω', '%', '5', 'E', 'U', 'e', 'u'],
  ['ù', 'Π', '&', '6', 'F', 'V', 'f', 'v'],
  ['ì', 'Ψ', "'", '7', 'G', 'W', 'g', 'w'],
  ['ò', 'Σ', '(', '8', 'H', 'X', 'h', 'x'],
  ['Ç', 'Θ', ')', '9', 'I', 'Y', 'i', 'y'],
  ['\n', 'Ξ', '*', ':', 'J', 'Z', 'j', 'z'],
  ['Ø', null, '+', ';', 'K', 'Ä', 'k', 'ä'],
  ['ø', 'Æ', ',', '<', 'L', 'Ö', 'l', 'ö'],
  ['\r', 'æ', '-', '=', 'M', 'Ñ', 'm', 'ñ'],
  ['Å', 'ß', '.', '>', 'N', 'Ü', 'n', 'ü'],
  ['å', 'É', '/', '?', 'O', '§', 'o', 'à'],
] as const

const extension = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
}

const alphabet = [...rows.flat().filter((character) => character !== null), ...Object.keys(extension)]
const gsmText = fc.string({ unit: fc.constantFrom(...alphabet) })

describe('the GSM alphabet', () => {
  it('has every character of the standard at its place', () => {
    for (const [low, row] of rows.entries()) {
      for (const [high, character] of row.entries()) {
        if (character === null) continue
        expect([...(encodeGsm(character) ?? [])], character).toEqual([high * 16 + low])
        expect(gsmUnits(character)).toBe(1)
      }
    }
  })

  it('sends ten characters by way of the escape, at double the price', () => {
    for (const [character, septet] of Object.entries(extension)) {
      expect([...(encodeGsm(character) ?? [])], character).toEqual([0x1b, septet])
      expect(gsmUnits(character)).toBe(2)
    }
  })

  it.each(['ą', 'ł', 'Ż', 'ы', 'ё', '„', '–', '\u00a0', '\t', 'ç', '\u001b', '😀', '`'])(
    'does not have %j',
    (character) => {
      expect(gsmUnits(character)).toBe(0)
      expect(encodeGsm(`a${character}`)).toBeNull()
    },
  )

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(gsmText, (text) => {
        const octets = encodeGsm(text)
        expect(octets === null ? null : decodeGsm(octets)).toBe(text)
      }),
    )
  })

  it('reads any octets without failing, one character an octet at most', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (octets) => {
        expect(decodeGsm(octets).length).toBeLessThanOrEqual(octets.length)
      }),
    )
  })

  it.each([
    ['an unknown pair shows the letter of the basic table', [0x1b, 0x41], 'A'],
    ['an escape after an escape is a space', [0x1b, 0x1b, 0x42], ' B'],
    ['an escape at the end is nothing', [0x41, 0x1b], 'A'],
    ['an octet that is no septet is a replacement character', [0x41, 0xe4], 'A\ufffd'],
  ])('%s', (_case, octets, text) => {
    expect(decodeGsm(Uint8Array.from(octets))).toBe(text)
  })
})

describe('UCS-2', () => {
  it('reads back what it wrote, emoji included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeUcs2(encodeUcs2(text))).toBe(text)
      }),
    )
  })

  it('writes the high octet first', () => {
    expect([...encodeUcs2('Ж😀')]).toEqual([0x04, 0x16, 0xd8, 0x3d, 0xde, 0x00])
  })

  it('drops an odd last octet', () => {
    expect(decodeUcs2(Uint8Array.from([0x04, 0x16, 0x04]))).toBe('Ж')
  })
})
