import fc from 'fast-check'
import type { Person } from '../../src/recall/rules/patient-history.ts'
import type { RecallRule } from '../../src/recall/rules/recall-rule.ts'
import type { recallDatabase } from './recall-clinic.ts'
import { instantIn, person, rules as someRules, zones } from './recall-histories.ts'
import { writePeople, writeRules, writeServices } from './recall-tables.ts'

type NewClinic = Awaited<ReturnType<typeof recallDatabase>>['newClinic']

export interface Scene {
  readonly zone: string
  readonly rules: readonly RecallRule[]
  readonly people: readonly Person[]
}

/** A clinic with the scene's people, named p0, p1, …; returns their ids in that order. */
export async function stage(newClinic: NewClinic, { zone, rules, people }: Scene) {
  const clinic = await newClinic(zone)
  return clinic.tenant(async (tx) => {
    await writeRules(tx, rules)
    const services = await writeServices(tx)
    const named = people.map((person, index) => ({ person, externalId: `p${index}` }))
    const ids = await writePeople(tx, named, services)
    return { clinic, ids, services }
  })
}

/** People of whom every one may get more facts later. */
export const twoScenes = fc.constantFrom(...zones).chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    rules: someRules,
    people: fc.array(person(zone), { minLength: 10, maxLength: 15 }),
    more: fc.array(person(zone), { minLength: 10, maxLength: 15 }),
    asOf: instantIn(zone),
  }),
)

/** The person with the facts of another one added. */
export function joined(one: Person, extra: Person | undefined): Person {
  if (extra === undefined) return one
  const { survivor } = one
  const { visits, procedures, conditions, results, plans, appointments } = extra.survivor
  return {
    ...one,
    survivor: {
      ...survivor,
      visits: [...survivor.visits, ...visits],
      procedures: [...survivor.procedures, ...procedures],
      conditions: [...survivor.conditions, ...conditions],
      results: [...survivor.results, ...results],
      plans: [...survivor.plans, ...plans],
      appointments: [...survivor.appointments, ...appointments],
    },
  }
}
