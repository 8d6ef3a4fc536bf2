import { describe, expect, test } from 'vitest'
import { ageOnDay, dueDate, fitsPerson } from './due-date.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

describe('the due date', () => {
  test.each([
    ['2026-01-15', 6, 1, '2026-07-16'],
    ['2026-08-31', 6, 0, '2027-02-28'],
    ['2026-08-31', 6, 1, '2027-03-01'],
    ['2027-08-31', 6, 0, '2028-02-29'],
    ['2024-02-29', 12, 1, '2025-03-01'],
    ['2026-12-31', 3, 1, '2027-04-01'],
    ['2026-03-10', 0, 28, '2026-04-07'],
  ])('%s and %i months and %i days is %s', (...[from, months, days, due]) => {
    expect(dueDate(day(from), { months, days }).toString()).toBe(due)
  })
})

describe('whom a type is for', () => {
  const anyone = { minimumAge: null, maximumAge: null, sex: null }
  const born = (text: string) => ({ birthDate: day(text), sex: 'unknown' as const })

  test('the age counts on the due date, not today', () => {
    const adults = { ...anyone, minimumAge: 18 }
    expect(fitsPerson(adults, born('2008-05-02'), day('2026-05-01'))).toBe(false)
    expect(fitsPerson(adults, born('2008-05-02'), day('2026-05-02'))).toBe(true)
  })

  test('the highest age holds to the day before the next birthday', () => {
    const children = { ...anyone, maximumAge: 17 }
    expect(fitsPerson(children, born('2008-05-02'), day('2026-05-01'))).toBe(true)
    expect(fitsPerson(children, born('2008-05-02'), day('2026-05-02'))).toBe(false)
  })

  test('who was born on 29 February turns a year older on the 28th', () => {
    const adults = { ...anyone, minimumAge: 18 }
    expect(fitsPerson(adults, born('2008-02-29'), day('2026-02-27'))).toBe(false)
    expect(fitsPerson(adults, born('2008-02-29'), day('2026-02-28'))).toBe(true)
  })

  test('only the opposite sex on record excludes', () => {
    const women = { ...anyone, sex: 'female' as const }
    const due = day('2026-05-01')
    const person = (sex: 'female' | 'male' | 'other' | 'unknown') => ({ birthDate: null, sex })
    expect(
      (['female', 'male', 'other', 'unknown'] as const).map((sex) => fitsPerson(women, person(sex), due)),
    ).toEqual([true, false, true, true])
  })

  test('a patient whose birth date is not recorded is not lost', () => {
    const adults = { ...anyone, minimumAge: 18, maximumAge: 70 }
    expect(fitsPerson(adults, { birthDate: null, sex: 'male' }, day('2026-05-01'))).toBe(true)
  })
})

describe('the age on a day', () => {
  test.each([
    ['2008-05-02', '2026-05-01', 17],
    ['2008-05-02', '2026-05-02', 18],
    ['2008-02-29', '2026-02-28', 18],
    ['2008-02-29', '2026-02-27', 17],
  ])('who was born on %s is on %s %i', (...[born, on, years]) => {
    expect(ageOnDay(day(born), day(on))).toBe(years)
  })
})
