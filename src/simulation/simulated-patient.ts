import type { Draw } from './rules/draw.ts'
import type { Person } from './rules/person.ts'

/** One of the people behind the loopback channel, and what they remember. */
export interface SimulatedPatient {
  readonly id: string
  readonly person: Person
  readonly draw: Draw
  /** Messages that arrived, by kind: tells the draws of repetitions apart. */
  readonly arrivals: Map<string, number>
  /** Invitations that arrived, by enrolment. */
  readonly touches: Map<string, number>
  /** Visits they were reminded of. */
  readonly remindedOf: Set<string>
}
