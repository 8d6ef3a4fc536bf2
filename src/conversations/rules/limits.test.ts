import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayAnswerByItself } from './answer-limit.ts'
import { isRepetition } from './repetition.ts'

const now = Temporal.Instant.from('2026-11-24T09:00:00Z')

describe('answers that no person wrote', () => {
  test('never exceed six in an hour and fifteen in a day, however often somebody writes', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 30, maxLength: 120 })
    fc.assert(
      fc.property(gaps, (minutes) => {
        const sent: Temporal.Instant[] = []
        let at = now
        for (const gap of minutes) {
          at = at.add({ minutes: gap })
          if (mayAnswerByItself(sent, at)) sent.push(at)
        }
        for (const [hours, most] of [
          [1, 6],
          [24, 15],
        ] as const) {
          for (const start of sent) {
            const end = start.add({ hours })
            const within = sent.filter(
              (one) => Temporal.Instant.compare(one, start) >= 0 && Temporal.Instant.compare(one, end) < 0,
            )
            expect(within.length).toBeLessThanOrEqual(most)
          }
        }
      }),
    )
  })
  test('are possible again when the hour is over', () => {
    const six = Array.from({ length: 6 }, () => now)
    expect(mayAnswerByItself(six, now.add({ minutes: 59 }))).toBe(false)
    expect(mayAnswerByItself(six, now.add({ minutes: 60 }))).toBe(true)
  })
})

describe('the same text again', () => {
  const earlier = { at: now, promptedAt: null }
  test('within two minutes is a repetition, later it is not', () => {
    expect(isRepetition(earlier, now.add({ seconds: 90 }))).toBe(true)
    expect(isRepetition(earlier, now.add({ seconds: 121 }))).toBe(false)
    expect(isRepetition(null, now)).toBe(false)
  })
  test('is an answer when a question was sent in between', () => {
    expect(isRepetition({ at: now, promptedAt: now.add({ seconds: 20 }) }, now.add({ seconds: 60 }))).toBe(
      false,
    )
    expect(
      isRepetition({ at: now, promptedAt: now.subtract({ seconds: 20 }) }, now.add({ seconds: 60 })),
    ).toBe(true)
  })
})
