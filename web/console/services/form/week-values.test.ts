import { expect, test } from 'vitest'
import {
  copiedToWeekdays,
  weekFaults,
  weekOf,
  weekValuesOf,
  withOneMore,
  withoutSpan,
} from './week-values.ts'

const week = { mon: ['08:00-12:00', '13:00-24:00'], sat: ['09:00-12:00'] }

test('a week in fields is the same week again', () => {
  const values = weekValuesOf(week)
  expect(values.mon[1]).toEqual({ opens: '13:00', closes: '24:00' })
  expect(values.tue).toEqual([])
  expect(weekOf(values)).toEqual(week)
})

test('spans are saved in order, whatever order they were written in', () => {
  const values = weekValuesOf({ mon: ['13:00-16:00', '08:00-12:00'] })
  expect(weekOf(values).mon).toEqual(['08:00-12:00', '13:00-16:00'])
})

test('a span without an end, one that ends before it begins and an overlap are told where they are', () => {
  const values = weekValuesOf({ mon: ['08:00-', '13:00-12:00'], wed: ['08:00-12:00', '11:00-16:00'] })
  expect(weekFaults(values)).toEqual({
    'hours.mon.0': 'hours',
    'hours.mon.1': 'hours',
    'hours.wed': 'overlap',
  })
  expect(weekFaults(weekValuesOf(week))).toEqual({})
})

test('a day is copied to Monday to Friday, and the weekend stays', () => {
  const copied = weekOf(copiedToWeekdays(weekValuesOf(week), 'mon'))
  expect(copied).toEqual({ ...week, tue: week.mon, wed: week.mon, thu: week.mon, fri: week.mon })
})

test('one more span begins where the last one ends; one is taken away', () => {
  const values = weekValuesOf({ mon: ['08:00-12:00'] })
  expect(withOneMore(values, 'mon').mon[1]).toEqual({ opens: '12:00', closes: '' })
  expect(weekOf(withOneMore(values, 'tue')).tue).toEqual(['08:00-16:00'])
  expect(weekOf(withoutSpan(weekValuesOf(week), 'mon', 0)).mon).toEqual(['13:00-24:00'])
})
