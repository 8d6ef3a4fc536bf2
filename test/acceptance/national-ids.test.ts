import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nationalIdOf } from '../../src/patients/rules/national-id.ts'
import { sharedData } from '../support/shared-data.ts'

const data = sharedData()

interface Values {
  readonly valid: readonly string[]
  readonly invalid: readonly string[]
}

function vectors(): Readonly<Record<string, Values>> {
  return JSON.parse(readFileSync(join(data ?? '', 'national-ids', 'vectors.json'), 'utf8')) as Readonly<
    Record<string, Values>
  >
}

/** The birth dates that stand in the valid numbers. */
const born: Readonly<Record<string, string>> = {
  '09222509560': '2009-02-25',
  '44051401359': '1944-05-14',
  '770305-02-1234': '1977-03-05',
}

describe.runIf(data !== undefined)('national numbers of others', () => {
  test.each([
    { name: 'PL-PESEL', country: 'PL', scheme: 'pesel', digits: 11 },
    { name: 'MY-NRIC', country: 'MY', scheme: 'mykad', digits: 12 },
    { name: 'RU-INN', country: 'RU', scheme: 'inn', digits: 12 },
  ])('$name are told from what is none', ({ name, country, scheme, digits }) => {
    const { valid, invalid } = vectors()[name] ?? { valid: [], invalid: [] }
    // Companies have a shorter INN.
    const personal = valid.filter((number) => number.replace(/\D/g, '').length === digits)
    expect(personal.length).toBeGreaterThan(0)
    for (const number of personal)
      expect(
        nationalIdOf(number, { country, birthDate: born[number] ?? null, sex: 'unknown' }),
      ).toMatchObject({
        scheme,
      })
    for (const number of invalid)
      expect(nationalIdOf(number, { country, birthDate: '1977-03-05', sex: 'unknown' })?.scheme).not.toBe(
        scheme,
      )
  })
})
