// Criteria about visits, kept, booked and missed.
// - A visit is meant when it satisfies every list that the criterion names.
// - "Cancelled" and "insurance changed" count from the last completed visit; without one they do not match.

import { type AskedAt, agoRange, isInRange, withinRange } from './asked-at.ts'
import type { LeafCriterion, VisitPlace } from './criterion.ts'
import type { CompletedVisit, PatientFacts } from './patient-facts.ts'

type Leaf<Kind extends LeafCriterion['kind']> = Extract<LeafCriterion, { readonly kind: Kind }>

export function matchesLastVisit(
  criterion: Leaf<'last_visit'>,
  { visits }: PatientFacts,
  asked: AskedAt,
): boolean {
  const last = lastEnd(visits.filter((visit) => isAt(visit, criterion)))
  return last !== null && isInRange(last, agoRange(criterion.ago, asked))
}

export function matchesVisited(
  criterion: Leaf<'visited'>,
  { visits }: PatientFacts,
  asked: AskedAt,
): boolean {
  const range = criterion.within === undefined ? null : withinRange(criterion.within, asked)
  return visits.some((visit) => isAt(visit, criterion) && (range === null || isInRange(visit.endedAt, range)))
}

export function matchesNextVisit(
  { has, withinDays }: Leaf<'next_visit'>,
  { nextVisitAt }: PatientFacts,
  asked: AskedAt,
): boolean {
  if (!has) return nextVisitAt === null
  if (nextVisitAt === null) return false
  return withinDays === undefined || Temporal.Instant.compare(nextVisitAt, nextDaysEnd(withinDays, asked)) < 0
}

/** Where "within N days" ends: with the Nth day after today. */
export function nextDaysEnd(days: number, { today, zone }: AskedAt): Temporal.Instant {
  return today
    .add({ days: days + 1 })
    .toZonedDateTime(zone)
    .toInstant()
}

export function matchesNoShows(
  { atLeast, within }: Leaf<'no_shows'>,
  { missed }: PatientFacts,
  asked: AskedAt,
): boolean {
  const range = within === undefined ? null : withinRange(within, asked)
  const counted = missed.filter(
    ({ state, startsAt }) => state === 'no_show' && (range === null || isInRange(startsAt, range)),
  )
  return counted.length >= atLeast
}

export function hasCancelledNotRebooked(
  { visits, missed, nextVisitAt }: PatientFacts,
  { now }: AskedAt,
): boolean {
  const last = lastEnd(visits)
  if (last === null || nextVisitAt !== null) return false
  return missed.some(
    ({ startsAt }) =>
      Temporal.Instant.compare(startsAt, last) > 0 && Temporal.Instant.compare(startsAt, now) <= 0,
  )
}

export function isOnlyEmergency({ visits }: PatientFacts): boolean {
  return visits.length > 0 && visits.every((visit) => visit.isEmergency)
}

export function hasChangedInsurance(
  { visits, coverageEnds }: PatientFacts,
  { today, zone }: AskedAt,
): boolean {
  const last = lastEnd(visits)
  if (last === null) return false
  const lastDay = last.toZonedDateTimeISO(zone).toPlainDate()
  return coverageEnds.some(
    (end) => Temporal.PlainDate.compare(end, lastDay) >= 0 && Temporal.PlainDate.compare(end, today) < 0,
  )
}

/** What the completed visits were worth, minor currency units; unknown values count nothing. */
export function lifetimeValue({ visits }: PatientFacts): number {
  return visits.reduce((sum, { valueMinor }) => sum + (valueMinor ?? 0), 0)
}

function isAt(visit: CompletedVisit, { services, specialities, providers, locations }: VisitPlace): boolean {
  return (
    (services === undefined || (visit.service !== null && services.includes(visit.service))) &&
    (specialities === undefined || visit.specialities.some((one) => specialities.includes(one))) &&
    (providers === undefined || visit.providers.some((one) => providers.includes(one))) &&
    (locations === undefined || (visit.location !== null && locations.includes(visit.location)))
  )
}

function lastEnd(visits: readonly CompletedVisit[]): Temporal.Instant | null {
  return (
    visits
      .map(({ endedAt }) => endedAt)
      .sort(Temporal.Instant.compare)
      .at(-1) ?? null
  )
}
