import { describe, expect, it } from 'vitest'
import { ZoneTimes } from '../import/values.ts'
import { type DateOrder, orderShownBy, readDay, readMoment, readTime } from './dates.ts'

const reading = (order: DateOrder) => ({ order, zone: new ZoneTimes('Europe/Warsaw'), thisYear: 2026 })

describe('readDay', () => {
  it.each([
    ['2024-04-03', 'dmy', '2024-04-03'],
    ['2024/4/3', 'mdy', '2024-04-03'],
    ['20240403', 'dmy', '2024-04-03'],
    ['03/04/2024', 'dmy', '2024-04-03'],
    ['03/04/2024', 'mdy', '2024-03-04'],
    ['03.04.2024', 'mdy', '2024-04-03'],
    ['3-4-24', 'dmy', '2024-04-03'],
    ['3/4/59', 'dmy', '1959-04-03'],
    ['59/4/3', 'ymd', '1959-04-03'],
    ['3 kwietnia 2024', 'dmy', '2024-04-03'],
    ['3 апреля 2024', 'dmy', '2024-04-03'],
    ['03-Apr-2024', 'mdy', '2024-04-03'],
    ['3 Ogos 2024', 'dmy', '2024-08-03'],
    ['2024-04-03 00:00:00', 'dmy', '2024-04-03'],
  ] as const)('reads %s by %s as %s', (text, order, day) => {
    expect(readDay(text, reading(order))).toBe(day)
  })

  it.each([['31/04/2024'], ['25/12/2024'], ['2024-13-01'], ['2023-02-29'], ['soon'], ['1/2'], ['=1+1']])(
    'refuses %s, month first',
    (text) => {
      expect(readDay(text, reading('mdy'))).toBeNull()
    },
  )
})

describe('readMoment', () => {
  it('reads wall time with the offset of its own day', () => {
    expect(readMoment('2024-01-15 10:30', reading('dmy'))?.instant).toBe('2024-01-15T10:30:00+01:00')
    expect(readMoment('15.07.2024 10:30', reading('dmy'))?.instant).toBe('2024-07-15T10:30:00+02:00')
    expect(readMoment('7/15/2024 9:05 PM', reading('mdy'))?.instant).toBe('2024-07-15T21:05:00+02:00')
  })

  it('keeps an offset that is told, and finds the right one on the day the clocks change', () => {
    expect(readMoment('2024-01-15T10:30:00Z', reading('dmy'))?.instant).toBe('2024-01-15T10:30:00Z')
    expect(readMoment('2024-03-31 01:30', reading('dmy'))?.instant).toBe('2024-03-31T00:30:00Z')
    expect(readMoment('2024-03-31 03:30', reading('dmy'))?.instant).toBe('2024-03-31T01:30:00Z')
  })

  it('says whether a time of day was given', () => {
    expect(readMoment('15.07.2024', reading('dmy'))).toEqual({
      instant: '2024-07-15T00:00:00+02:00',
      hasTime: false,
    })
    expect(readMoment('15.07.2024 0:00', reading('dmy'))?.instant).toBe('2024-07-15T00:00:00+02:00')
  })
})

describe('readTime', () => {
  it.each([
    ['9:30', '09:30:00'],
    ['09.30', '09:30:00'],
    ['12:15 am', '00:15:00'],
    ['12:15 PM', '12:15:00'],
    ['23:59:58', '23:59:58'],
  ])('reads %s as %s', (text, time) => {
    expect(readTime(text)).toBe(time)
  })

  it('refuses what no clock shows', () => {
    for (const text of ['24:00', '9:60', '13:00 pm', 'noon']) expect(readTime(text)).toBeNull()
  })
})

describe('orderShownBy', () => {
  it('is sure only where one figure can be no month', () => {
    expect(orderShownBy('25/12/2024')).toBe('dmy')
    expect(orderShownBy('12/25/2024')).toBe('mdy')
    expect(orderShownBy('03/04/2024')).toBeNull()
  })
})
