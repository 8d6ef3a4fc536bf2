import { expect, test } from 'vitest'
import { weekRuns } from './week-runs.ts'

const day = ['08:00-16:00']
const split = ['08:00-12:00', '13:00-16:00']

test('days that follow each other with the same hours are told together', () => {
  expect(weekRuns({ mon: day, tue: day, wed: day, fri: split, sat: ['09:00-12:00'] })).toEqual([
    { from: 0, to: 2, hours: day },
    { from: 4, to: 4, hours: split },
    { from: 5, to: 5, hours: ['09:00-12:00'] },
  ])
})

test('a closed day parts days with the same hours, and a closed week has no line', () => {
  expect(weekRuns({ mon: day, tue: [], wed: day })).toEqual([
    { from: 0, to: 0, hours: day },
    { from: 2, to: 2, hours: day },
  ])
  expect(weekRuns({})).toEqual([])
})
