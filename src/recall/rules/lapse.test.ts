import { expect, test } from 'vitest'
import { lapseOf, type OpenCycle } from './lapse.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const today = day('2026-11-22')
const cycle = (typeKey: string, facts: Partial<OpenCycle> = {}): OpenCycle => ({
  typeKey,
  due: day('2026-03-01'),
  status: 'lapsed',
  band: 'overdue_6_12',
  ...facts,
})

test('a patient with something due is in the band of the longest overdue cycle, whatever the last visit says', () => {
  const cycles = [cycle('wellness'), cycle('hygiene', { due: day('2025-06-01'), band: 'overdue_12_plus' })]
  expect(lapseOf(cycles, day('2020-01-01'), today)).toEqual({ band: 'overdue_12_plus', typeKey: 'hygiene' })
})

test('an appointment or a pause takes out its own cycle only', () => {
  const booked = cycle('hygiene', { due: day('2025-06-01'), band: 'overdue_12_plus', status: 'booked' })
  expect(lapseOf([booked, cycle('wellness')], null, today)).toEqual({
    band: 'overdue_6_12',
    typeKey: 'wellness',
  })
  expect(lapseOf([booked], day('2020-01-01'), today)).toBeNull()
})

test('who is still within the recall programme has not lapsed', () => {
  expect(lapseOf([cycle('hygiene', { status: 'overdue', band: null })], day('2024-01-01'), today)).toBeNull()
  expect(lapseOf([cycle('chronic', { status: 'lapsed', band: null })], day('2024-01-01'), today)).toBeNull()
})

test('a patient to whom no type applies counts from the last visit', () => {
  expect(lapseOf([], day('2025-03-01'), today)).toEqual({ band: 'inactive_18_24', typeKey: null })
  expect(lapseOf([], day('2026-03-01'), today)).toBeNull()
  expect(lapseOf([], null, today)).toBeNull()
})
