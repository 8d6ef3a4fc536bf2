import { expect, test } from 'vitest'
import { isAnswer } from './is-answer.ts'

const now = Temporal.Instant.from('2026-11-24T09:00:00Z')
const ago = (days: number) => now.subtract({ hours: 24 * days })

test.each([
  { what: 'to who has waited for three weeks', waitingSince: ago(21), heardAt: ago(21), is: true },
  { what: 'to who wrote a fortnight ago', waitingSince: null, heardAt: ago(14), is: true },
  { what: 'no longer to who wrote before that', waitingSince: null, heardAt: ago(15), is: false },
  { what: 'to nobody who never wrote', waitingSince: null, heardAt: null, is: false },
])('a text is an answer $what: $is', ({ waitingSince, heardAt, is }) => {
  expect(isAnswer({ waitingSince, heardAt }, now)).toBe(is)
})
