// What a person's history leaves to clean up; store/cleanup/found-items.ts asks the same of a whole clinic.
// - Who has died by any of their records, or has left, is asked about nothing, also where the day still lies ahead.
// - Who has something booked will have a visit without anybody's doing.
// - Why somebody stays away is asked about one to three years, and only where nothing on record may explain it.

import { bandDays } from './bands.ts'
import type { CleanupKind } from './cleanup.ts'
import { lastCompleted } from './lapsed.ts'
import { type AppointmentFact, notAfter, type Person, recordsOf } from './patient-history.ts'
import { localDay } from './zone-windows.ts'

/** The kinds that a history shows; the others lie in contacts, pairs and cycles. */
export type HistoryFinding = Extract<CleanupKind, 'no_last_visit' | 'no_birth_date' | 'drift'>

interface AskedAt {
  readonly asOf: Temporal.Instant
  /** IANA, of the clinic. */
  readonly zone: string
}

export function cleanupFindings(person: Person, at: AskedAt): readonly HistoryFinding[] {
  if (!isAskedAbout(person)) return []
  const last = lastCompleted(person, at.asOf)
  const isBooked = appointmentsOf(person).some((one) => isAhead(one, at.asOf))
  const findings: HistoryFinding[] = []
  if (last === null && !isBooked) findings.push('no_last_visit')
  if (person.survivor.birthDate === null) findings.push('no_birth_date')
  if (last !== null && !isBooked && isLongAgo(last, at) && !isExplained(person, { ...at, last }))
    findings.push('drift')
  return findings
}

function isAskedAbout(person: Person): boolean {
  const isDead = recordsOf(person).some(({ isDeceased, deceasedAt }) => isDeceased || deceasedAt !== null)
  return !isDead && person.survivor.leftAt === null
}

function appointmentsOf(person: Person): readonly AppointmentFact[] {
  return recordsOf(person).flatMap(({ appointments }) => appointments)
}

function isAhead(
  { state, startsAt, createdAt, heldUntil }: AppointmentFact,
  asOf: Temporal.Instant,
): boolean {
  if (notAfter(startsAt, asOf) || !notAfter(createdAt, asOf)) return false
  return state === 'booked' || (state === 'held' && heldUntil !== null && !notAfter(heldUntil, asOf))
}

function isLongAgo(last: Temporal.Instant, { asOf, zone }: AskedAt): boolean {
  const { twelveMonthsAgo, thirtySixMonthsAgo } = bandDays(localDay(asOf, zone))
  const day = localDay(last, zone)
  return (
    Temporal.PlainDate.compare(day, twelveMonthsAgo) <= 0 &&
    Temporal.PlainDate.compare(day, thirtySixMonthsAgo) > 0
  )
}

const underWay: readonly string[] = ['preparation', 'in-progress', 'on-hold']

function isExplained(person: Person, { asOf, last }: AskedAt & { readonly last: Temporal.Instant }): boolean {
  const isCancelled = appointmentsOf(person).some(
    ({ state, startsAt }) =>
      (state === 'cancelled' || state === 'no_show') && !notAfter(startsAt, last) && notAfter(startsAt, asOf),
  )
  return (
    isCancelled ||
    recordsOf(person).some(({ procedures }) => procedures.some(({ status }) => underWay.includes(status)))
  )
}
