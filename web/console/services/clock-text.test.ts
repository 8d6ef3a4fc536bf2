import { expect, test } from 'vitest'
import { clockText } from './clock-text.ts'

test.each([
  ['8', '08:00'],
  ['18', '18:00'],
  ['830', '08:30'],
  ['0830', '08:30'],
  ['8.30', '08:30'],
  [' 8:30 ', '08:30'],
  ['24', '24:00'],
  ['08:00', '08:00'],
  ['', ''],
  ['noon', 'noon'],
])('%s is %s', (typed, meant) => {
  expect(clockText(typed)).toBe(meant)
})
