import fc from 'fast-check'
import { expect, test } from 'vitest'
import { snoozeChoices } from './snooze-choices.ts'

const zone = 'Europe/Warsaw'

function choicesAt(local: string): Readonly<Record<string, string>> {
  const now = Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant()
  return Object.fromEntries(
    snoozeChoices(now, zone).map(({ key, until }) => [
      key,
      until.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }),
    ]),
  )
}

test('on a Tuesday morning all four are offered', () => {
  expect(choicesAt('2026-11-24T09:14')).toEqual({
    hour: '2026-11-24T10:14',
    evening: '2026-11-24T17:00',
    tomorrow: '2026-11-25T08:00',
    monday: '2026-11-30T08:00',
  })
})

test('an evening that is an hour away or past is not offered', () => {
  expect(choicesAt('2026-11-24T16:00')).not.toHaveProperty('evening')
})

test('on a Sunday tomorrow is Monday already, and on a Monday the next one is meant', () => {
  expect(choicesAt('2026-11-29T12:00')).not.toHaveProperty('monday')
  expect(choicesAt('2026-11-30T12:00')).toMatchObject({ monday: '2026-12-07T08:00' })
})

test('every choice lies ahead, in rising order, at any moment and in any zone', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000_000 }),
      fc.constantFrom(zone, 'Asia/Kuala_Lumpur', 'America/St_Johns', 'Asia/Yekaterinburg'),
      (seconds, anyZone) => {
        const now = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
        const times = snoozeChoices(now, anyZone).map(({ until }) => until.epochMilliseconds)
        expect(new Set(times).size).toBe(times.length)
        for (const time of times) expect(time).toBeGreaterThan(now.epochMilliseconds)
      },
    ),
  )
})
