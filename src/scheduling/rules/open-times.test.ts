import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitsOpenTime, type OpenTimesQuestion, openTimes } from './open-times.ts'
import { minuteMs, overlaps, type Span } from './span.ts'

const zone = 'Europe/Warsaw'
const at = (local: string): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds
const span = (from: string, to: string): Span => ({ from: at(from), to: at(to) })
const clock = (time: number): string =>
  Temporal.Instant.fromEpochMilliseconds(time)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString()
    .slice(5, 16)

// Tuesday, 1 December 2026.
const tuesday: OpenTimesQuestion = {
  between: span('2026-12-01T00:00', '2026-12-02T00:00'),
  minutes: 30,
  zone,
  weeklyHours: [
    { weekday: 2, opens: '08:00', closes: '10:00' },
    { weekday: 2, opens: '16:00', closes: '17:00' },
  ],
  closures: [],
  busy: [],
  slots: null,
}

describe('openTimes', () => {
  it('offers the weekly hours, step by step, until the visit would not fit', () => {
    expect(openTimes(tuesday).map(clock)).toEqual([
      '12-01T08:00',
      '12-01T08:30',
      '12-01T09:00',
      '12-01T09:30',
      '12-01T16:00',
      '12-01T16:30',
    ])
  })

  it('starts again after what is busy, on the next five-minute mark', () => {
    const busy = [span('2026-12-01T08:00', '2026-12-01T08:42')]
    expect(
      openTimes({ ...tuesday, busy })
        .map(clock)
        .slice(0, 2),
    ).toEqual(['12-01T08:45', '12-01T09:15'])
  })

  it('offers nothing during a closure', () => {
    const closures = [span('2026-12-01T00:00', '2026-12-02T00:00')]
    expect(openTimes({ ...tuesday, closures })).toEqual([])
  })

  it('offers nothing before the moment asked from', () => {
    const between = { from: at('2026-12-01T09:10'), to: tuesday.between.to }
    expect(openTimes({ ...tuesday, between }).map(clock)[0]).toBe('12-01T09:30')
  })

  it('takes the slots of the practice system instead of the weekly hours where there are any', () => {
    const slots = [
      { ...span('2026-12-01T11:07', '2026-12-01T11:37'), status: 'free' as const },
      { ...span('2026-12-01T08:00', '2026-12-01T08:30'), status: 'busy' as const },
    ]
    expect(openTimes({ ...tuesday, slots }).map(clock)).toEqual(['12-01T11:07'])
    expect(openTimes({ ...tuesday, slots: [] })).toEqual([])
  })

  it('joins neighbouring slots for a visit that needs two', () => {
    const slots = ['09:00', '09:15', '09:30'].map((from) => ({
      ...span(
        `2026-12-01T${from}`,
        `2026-12-01T${from === '09:30' ? '09:45' : from.replace(/..$/, (m) => `${Number(m) + 15}`)}`,
      ),
      status: 'free' as const,
    }))
    expect(openTimes({ ...tuesday, slots }).map(clock)).toEqual(['12-01T09:00', '12-01T09:15'])
  })

  it('keeps the wall clock when the clocks change, and skips the hour that does not exist', () => {
    const everyNight = Array.from({ length: 7 }, (_, index) => ({
      weekday: index + 1,
      opens: '01:00',
      closes: '04:00',
    }))
    const night = (day: string): OpenTimesQuestion => ({
      ...tuesday,
      weeklyHours: everyNight,
      minutes: 30,
      between: span(`${day}T00:00`, `${day}T05:00`),
    })
    expect(openTimes(night('2027-03-27')).length).toBe(6)
    // Two hours long: 02:00 to 03:00 is missing.
    expect(openTimes(night('2027-03-28')).map(clock)).toEqual([
      '03-28T01:00',
      '03-28T01:30',
      '03-28T03:00',
      '03-28T03:30',
    ])
    // Four hours long: 02:00 to 03:00 comes twice.
    expect(openTimes(night('2026-10-25')).length).toBe(8)
  })
})

const spans = fc.array(
  fc
    .tuple(fc.integer({ min: -60, max: 60 * 24 * 9 }), fc.integer({ min: 1, max: 300 }))
    .map(([from, length]) => ({
      from: at('2026-10-23T00:00') + from * minuteMs,
      to: at('2026-10-23T00:00') + (from + length) * minuteMs,
    })),
  { maxLength: 12 },
)
const twoDigits = (value: number): string => String(value).padStart(2, '0')
const weeklyHours = fc.array(
  fc
    .record({
      weekday: fc.integer({ min: 1, max: 7 }),
      hour: fc.integer({ min: 0, max: 20 }),
      hours: fc.integer({ min: 1, max: 4 }),
    })
    .map(({ weekday, hour, hours }) => ({
      weekday,
      opens: `${twoDigits(hour)}:15`,
      closes: hour + hours === 24 ? '24:00' : `${twoDigits(hour + hours)}:00`,
    })),
  { maxLength: 10 },
)
const questions: fc.Arbitrary<OpenTimesQuestion> = fc.record({
  between: fc.constant({ from: at('2026-10-23T00:00') + 7 * minuteMs, to: at('2026-10-31T12:00') }),
  minutes: fc.integer({ min: 5, max: 120 }),
  zone: fc.constantFrom('Europe/Warsaw', 'America/New_York', 'Asia/Kuala_Lumpur', 'Australia/Lord_Howe'),
  weeklyHours,
  closures: spans,
  busy: spans,
  slots: fc.option(
    fc
      .array(fc.tuple(spans, fc.constantFrom('free' as const, 'busy' as const)), { maxLength: 4 })
      .map((groups) => groups.flatMap(([group, status]) => group.map((one) => ({ ...one, status })))),
    { nil: null },
  ),
})

describe('every offered time', () => {
  it('touches nothing busy or closed, is sorted, distinct, in the span asked about, and may be booked', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const starts = openTimes(question)
        expect(starts).toEqual([...new Set(starts)].sort((one, other) => one - other))
        const blocked = [
          ...question.busy,
          ...question.closures,
          ...(question.slots ?? []).filter(({ status }) => status === 'busy'),
        ]
        for (const start of starts) {
          const visit = { from: start, to: start + question.minutes * minuteMs }
          expect(blocked.some((one) => overlaps(one, visit))).toBe(false)
          expect(start >= question.between.from && start < question.between.to).toBe(true)
          expect(fitsOpenTime(question, start)).toBe(true)
        }
      }),
    )
  })

  it('lies within the weekly hours of its local day', () => {
    fc.assert(
      fc.property(questions, (question) => {
        for (const start of openTimes({ ...question, slots: null })) {
          const local = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(question.zone)
          const wall = local.toPlainTime().toString().slice(0, 5)
          const hours = question.weeklyHours.filter(({ weekday }) => weekday === local.dayOfWeek)
          // A night that the clocks skip opens when the missing hour is over.
          const opened = (opens: string): boolean =>
            opens <= wall ||
            Temporal.ZonedDateTime.compare(
              local.toPlainDate().toZonedDateTime({ timeZone: question.zone, plainTime: opens }),
              local,
            ) <= 0
          expect(hours.some(({ opens, closes }) => opened(opens) && wall < closes)).toBe(true)
        }
      }),
    )
  })

  it('becomes no fewer when something busy goes away', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const free = { ...question, busy: [] }
        for (const start of openTimes(question)) expect(fitsOpenTime(free, start)).toBe(true)
      }),
    )
  })
})
