import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { everyDay, isSendingAllowed, nextAllowedInstant, type WeekHours } from './quiet-hours.ts'

const zonePool = [
  'Europe/Warsaw',
  'Europe/Moscow',
  'Asia/Kuala_Lumpur',
  'America/New_York',
  'America/Los_Angeles',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Europe/London',
]

const weekdaysOnly: WeekHours = { ...everyDay('09:00', '19:30'), 7: null }

function next(at: string, zones: string[], ...hours: WeekHours[]): string | null {
  const found = nextAllowedInstant({ at: Temporal.Instant.from(at), zones, hours })
  return found === null
    ? null
    : found.toZonedDateTimeISO(zones[0] ?? 'UTC').toString({ timeZoneName: 'never' })
}

const instants = fc
  .integer({ min: 1_767_225_600_000, max: 1_830_297_600_000 })
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))

const dayHours = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
  .filter(([from, to]) => from < to)
  .map(([from, to]) => ({ from: clock(from * 15), to: clock(to * 15) }))

const weeks: fc.Arbitrary<WeekHours> = fc.record({
  1: fc.option(dayHours),
  2: fc.option(dayHours),
  3: fc.option(dayHours),
  4: fc.option(dayHours),
  5: fc.option(dayHours),
  6: fc.option(dayHours),
  7: fc.option(dayHours),
})

const questions = fc.record({
  at: instants,
  zones: fc.uniqueArray(fc.constantFrom(...zonePool), { minLength: 1, maxLength: 3 }),
  hours: fc.array(weeks, { minLength: 1, maxLength: 2 }),
})

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

describe('nextAllowedInstant', () => {
  it.each([
    ['inside the hours it stays', '2026-11-26T09:00:00Z', '2026-11-26T10:00:00+01:00'],
    ['before opening it waits for the morning', '2026-11-26T04:00:00Z', '2026-11-26T08:00:00+01:00'],
    ['the closing minute belongs to the night', '2026-11-26T19:00:00Z', '2026-11-27T08:00:00+01:00'],
    ['the offset is the one of the target day', '2026-03-28T22:00:00Z', '2026-03-29T08:00:00+02:00'],
    ['and of the day the clocks go back', '2026-10-24T22:00:00Z', '2026-10-25T08:00:00+01:00'],
  ])('%s', (_, at, expected) => {
    expect(next(at, ['Europe/Warsaw'], everyDay('08:00', '20:00'))).toBe(expected)
  })

  it('skips a closed Sunday by the local weekday, not by the weekday in UTC', () => {
    expect(next('2026-11-28T18:45:00Z', ['Europe/Warsaw'], weekdaysOnly)).toBe('2026-11-30T09:00:00+01:00')
    // Sunday evening in UTC is already Monday in Kuala Lumpur.
    expect(next('2026-11-29T23:00:00Z', ['Asia/Kuala_Lumpur'], weekdaysOnly)).toBe(
      '2026-11-30T09:00:00+08:00',
    )
  })

  it('takes the intersection when the zone of a patient is uncertain', () => {
    const found = next(
      '2026-11-26T03:00:00Z',
      ['America/New_York', 'America/Los_Angeles'],
      everyDay('08:00', '20:00'),
    )
    expect(found).toBe('2026-11-26T11:00:00-05:00')
  })

  it('takes the intersection of law and product default', () => {
    const found = next(
      '2026-11-26T03:00:00Z',
      ['Europe/Warsaw'],
      everyDay('08:00', '20:00'),
      everyDay('10:15', '24:00'),
    )
    expect(found).toBe('2026-11-26T10:15:00+01:00')
  })

  it('opens at the jump when the window starts inside the missing hour', () => {
    expect(next('2026-03-29T00:30:00Z', ['Europe/Warsaw'], everyDay('02:30', '05:00'))).toBe(
      '2026-03-29T03:00:00+02:00',
    )
  })

  it('opens again when the clocks go back into the window', () => {
    const early = everyDay('00:00', '02:30')
    expect(next('2026-10-25T00:40:00Z', ['Europe/Warsaw'], early)).toBe('2026-10-25T02:00:00+01:00')
  })

  it('says so when the hours never meet', () => {
    expect(
      next('2026-11-26T03:00:00Z', ['Asia/Kuala_Lumpur', 'America/New_York'], everyDay('09:00', '12:00')),
    ).toBeNull()
    expect(
      next('2026-11-26T03:00:00Z', ['Europe/Warsaw'], { ...everyDay('08:00', '20:00'), 1: null }),
    ).not.toBeNull()
  })

  it('never answers inside quiet hours, and never goes back in time', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const found = nextAllowedInstant(question)
        if (found === null) return
        expect(isSendingAllowed({ ...question, at: found })).toBe(true)
        expect(Temporal.Instant.compare(found, question.at)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('is idempotent', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const found = nextAllowedInstant(question)
        if (found === null) return
        expect(nextAllowedInstant({ ...question, at: found })?.toString()).toBe(found.toString())
      }),
    )
  })

  it('is monotone: asking later never gives an earlier answer', () => {
    fc.assert(
      fc.property(questions, fc.integer({ min: 0, max: 4 * 24 * 60 }), (question, minutes) => {
        const first = nextAllowedInstant(question)
        const second = nextAllowedInstant({ ...question, at: question.at.add({ minutes }) })
        if (first === null || second === null) return
        expect(Temporal.Instant.compare(first, second)).toBeLessThanOrEqual(0)
      }),
    )
  })

  it('leaves out no allowed moment before its answer', () => {
    fc.assert(
      fc.property(
        questions,
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (question, share) => {
          const found = nextAllowedInstant(question)
          if (found === null || found.equals(question.at)) return
          const gap = found.epochMilliseconds - question.at.epochMilliseconds
          const between = question.at.add({ milliseconds: Math.floor(gap * share) })
          if (between.equals(found)) return
          expect(isSendingAllowed({ ...question, at: between })).toBe(false)
        },
      ),
    )
  })
})
