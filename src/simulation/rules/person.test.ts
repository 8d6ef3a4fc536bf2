import { describe, expect, it } from 'vitest'
import { behaviour } from './behaviour.ts'
import { personAt } from './person.ts'

const frame = { seed: 1, historyEnd: 20_600 }
const people = Array.from({ length: 4_000 }, (_, index) => personAt(frame, index))

function share(count: number): number {
  return count / people.length
}

describe('a simulated patient', () => {
  it('follows from the seed and the number alone', () => {
    expect(personAt(frame, 1_234)).toEqual(people[1_234])
    expect(personAt({ ...frame, seed: 2 }, 1_234)).not.toEqual(people[1_234])
  })

  it('speaks one of four languages, each of them spoken by many', () => {
    const spoken = Map.groupBy(people, ({ language }) => language)
    expect([...spoken.keys()].sort()).toEqual(['en', 'ms', 'pl', 'ru'])
    for (const speakers of spoken.values()) expect(share(speakers.length)).toBeGreaterThan(0.08)
  })

  it('has a mobile that is reachable as often as published', () => {
    const adults = people.filter(({ isChild }) => !isChild)
    const reachable = adults.filter(({ phone }) => phone?.state === 'ok')
    expect(reachable.length / adults.length).toBeCloseTo(behaviour.reach.validMobile, 1)
  })

  it('is 1 to 17 years old as a child and 18 to 95 otherwise', () => {
    for (const { birthDay, isChild } of people) {
      const years = (frame.historyEnd - birthDay) / 365.25
      expect(years).toBeGreaterThanOrEqual(isChild ? 0.99 : 17.99)
      expect(years).toBeLessThanOrEqual(isChild ? 18 : 95.01)
    }
  })

  it('shares family name, language and home with the household', () => {
    const child = people.find(
      ({ isChild, phone, familyName }) => isChild && phone !== null && familyName !== null,
    )
    const head = people.findLast(({ index, isChild }) => !isChild && index < (child?.index ?? 0))
    const household = people.filter(({ phone }) => phone !== null && phone.value === child?.phone?.value)
    expect(household.length).toBeGreaterThan(1)
    expect(new Set(household.map(({ home }) => home.street)).size).toBe(1)
    expect(new Set(household.map(({ language }) => language)).size).toBe(1)
    expect(head?.language).toBe(child?.language)
  })

  it('never has a number that belongs to another household', () => {
    const streets = new Map<string, string>()
    for (const { phone, home } of people) {
      if (phone === null) continue
      const known = streets.get(phone.value) ?? home.street
      expect(known).toBe(home.street)
      streets.set(phone.value, home.street)
    }
  })

  it('writes Russian names in Cyrillic and gives Malay names no family name', () => {
    for (const { language, fullName, familyName, sex } of people) {
      if (language === 'ru') expect(fullName).toMatch(/^[А-Яа-яЁё ]+$/)
      if (language === 'ms') expect(familyName).toBeNull()
      if (language === 'ms') expect(fullName).toContain(sex === 'female' ? ' binti ' : ' bin ')
    }
  })
})
