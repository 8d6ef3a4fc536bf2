import { describe, expect, test } from 'vitest'
import { keyFromName } from './type-key.ts'
import { linkFault } from './type-links.ts'

describe('the key of a type that a clinic makes', () => {
  test.each([
    ['Implant check', 'own_implant_check'],
    ['Przegląd żuchwy (łuk)', 'own_przeglad_zuchwy_luk'],
    ['  Ortho — 6 weeks!  ', 'own_ortho_6_weeks'],
    ['Контроль', 'own_type'],
    [
      'A very long name that nobody would ever write on a sign',
      'own_a_very_long_name_that_nobody_would_ever',
    ],
  ])('%j is %s', (name, key) => {
    expect(keyFromName(name, new Set())).toBe(key)
    expect(key).toMatch(/^[a-z][a-z0-9_]*$/)
  })

  test('is numbered where it is taken', () => {
    expect(keyFromName('Implant', new Set(['own_implant', 'own_implant_2']))).toBe('own_implant_3')
  })
})

describe('links between types', () => {
  const type = (key: string, supersededBy: string[] = [], succeeds: string[] = []) => ({
    key,
    supersededBy,
    succeeds,
  })

  test.each([
    ['to a type that is there', type('a', ['b']), [type('b')], null],
    [
      'to a type that is not there',
      type('a', [], ['x']),
      [type('b')],
      { kind: 'unknown_types', field: 'succeeds', keys: ['x'] },
    ],
    ['to itself', type('a', ['a']), [], { kind: 'circle', field: 'supersededBy' }],
    [
      'to one that leads back',
      type('a', ['b']),
      [type('b', ['c']), type('c', ['a'])],
      { kind: 'circle', field: 'supersededBy' },
    ],
    ['of two kinds between the same two', type('a', ['b']), [type('b', [], ['a'])], null],
    ['to a circle of others that it is not in', type('a', ['b']), [type('b', ['c']), type('c', ['b'])], null],
  ])('%s', (...[, one, others, fault]) => {
    expect(linkFault(one, others)).toEqual(fault)
  })
})
