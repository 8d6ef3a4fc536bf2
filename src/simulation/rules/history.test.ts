import { describe, expect, it } from 'vitest'
import { weekdayOf } from './days.ts'
import { evenHistory, historyDays, historyOf, visitsWanted } from './history.ts'
import { personAt } from './person.ts'

const frame = { seed: 1, historyEnd: 20_600 }
const people = Array.from({ length: 2_000 }, (_, index) => personAt(frame, index))
const histories = people.map((person) => ({ person, history: historyOf(frame, person) }))

describe('the history of a patient', () => {
  it('lies in order inside five years and never on a Sunday', () => {
    for (const { history } of histories) {
      const days = history.visits.map(({ day }) => day)
      expect(days).toEqual(days.toSorted((one, other) => one - other))
      for (const day of days) {
        expect(day).toBeGreaterThanOrEqual(frame.historyEnd - historyDays)
        expect(day).toBeLessThan(frame.historyEnd)
        expect(weekdayOf(day)).not.toBe(7)
      }
    }
  })

  it('ends with death and with leaving', () => {
    const ended = histories.filter(({ person }) => person.deceasedDay !== null || person.left !== null)
    expect(ended.length).toBeGreaterThan(20)
    for (const { person, history } of ended) {
      const end = Math.min(person.deceasedDay ?? frame.historyEnd, person.left?.day ?? frame.historyEnd)
      expect(history.visits.every(({ day }) => day < end)).toBe(true)
      expect(history.appointments.filter(({ state }) => state === 'booked')).toEqual([])
    }
  })

  it('leaves people in every stretch of absence', () => {
    const monthsAway = histories.flatMap(({ history }) => {
      const last = history.visits.at(-1)
      return last === undefined ? [] : [(frame.historyEnd - last.day) / 30.44]
    })
    const between = (from: number, to: number): number =>
      monthsAway.filter((months) => months >= from && months < to).length
    expect(between(0, 6)).toBeGreaterThan(600)
    expect(between(6, 12)).toBeGreaterThan(100)
    expect(between(12, 24)).toBeGreaterThan(100)
    expect(between(24, 61)).toBeGreaterThan(200)
  })

  it('knows visits that were cancelled and never booked again, and visits ahead', () => {
    const states = histories.flatMap(({ history }) =>
      history.appointments.map(({ state, day }) => ({ state, day })),
    )
    const cancelled = states.filter(({ state }) => state === 'cancelled')
    const booked = states.filter(({ state }) => state === 'booked')
    expect(cancelled.length).toBeGreaterThan(30)
    expect(booked.length).toBeGreaterThan(50)
    expect(cancelled.every(({ day }) => day < frame.historyEnd)).toBe(true)
    expect(booked.every(({ day }) => day >= frame.historyEnd)).toBe(true)
  })

  it('has exactly the number of visits a bench asks for', () => {
    const counts = people.map(
      (person) => evenHistory(frame, person, visitsWanted(frame, person.index, 10)).length,
    )
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20_000)
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(1)
  })
})
