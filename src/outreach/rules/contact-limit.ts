// A legal limit of contacts in a rolling window, such as three in 24 hours. Invariants:
// - No window of that length holds more counted contacts than the limit allows, for the person or for the address.
// - Every limit of the place holds; the one that lets a contact through last is the one that is told.
// - Where nothing limits contacts there is no standing, and nothing is said about one.

import type { RuleSource } from './jurisdiction.ts'

export interface ContactLimit extends RuleSource {
  readonly contacts: number
  readonly withinHours: number
}

export interface LimitStanding {
  readonly rule: ContactLimit
  /** When one more contact is allowed; null: now. */
  readonly freeAt: Temporal.Instant | null
}

/**
 * A contact is counted in the moment of its claim and leaves within its lease. The window is longer by as much, so that
 * it holds for the moments of leaving too.
 */
const leavingMinutes = 5

/** `counted`: the contacts of the person and those of the address, each for itself. */
export function limitStanding(
  limits: readonly ContactLimit[],
  counted: readonly (readonly Temporal.Instant[])[],
  now: Temporal.Instant,
): LimitStanding | null {
  const standings = limits.map((rule) => ({
    rule,
    freeAt: latest(counted.map((contacts) => freeAt(rule, contacts, now))),
  }))
  return standings.reduce<LimitStanding | null>(
    (tightest, one) => (tightest === null || isLater(one.freeAt, tightest.freeAt) ? one : tightest),
    null,
  )
}

function freeAt(
  { contacts: most, withinHours }: ContactLimit,
  contacts: readonly Temporal.Instant[],
  now: Temporal.Instant,
): Temporal.Instant | null {
  const ordered = contacts.toSorted((one, other) => Temporal.Instant.compare(one, other))
  const leaving = ordered[ordered.length - most]
  if (leaving === undefined) return null
  const free = leaving.add({ hours: withinHours, minutes: leavingMinutes })
  return Temporal.Instant.compare(free, now) > 0 ? free : null
}

function latest(instants: readonly (Temporal.Instant | null)[]): Temporal.Instant | null {
  return instants.reduce((last, one) => (isLater(one, last) ? one : last), null)
}

function isLater(one: Temporal.Instant | null, other: Temporal.Instant | null): boolean {
  return one !== null && (other === null || Temporal.Instant.compare(one, other) > 0)
}
