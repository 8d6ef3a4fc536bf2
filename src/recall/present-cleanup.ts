import type { When } from '../platform/contract/when.ts'
import { formatDueDate, when } from '../platform/i18n/format-time.ts'
import { maskEmail, maskPhone } from '../platform/i18n/mask.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import { assertNever } from '../platform/rules/assert-never.ts'
import type { CleanupFact, CleanupRow } from './contract/cleanup.ts'
import { type CleanupKind, daysLeft } from './rules/cleanup.ts'
import type { ItemFacts } from './store/cleanup/item-facts.ts'
import type { OpenItem } from './store/cleanup/open-items.ts'

export interface Presenting {
  readonly reading: Reading
  readonly now: Temporal.Instant
}

/** One line of the list, as staff read it. */
export function presentItem(
  kind: CleanupKind,
  { open, facts }: { readonly open: OpenItem; readonly facts: ItemFacts },
  presenting: Presenting,
): CleanupRow {
  const { name, language, number, patientId } = facts
  const { reading, now } = presenting
  const today = now.toZonedDateTimeISO(reading.zone).toPlainDate()
  return {
    item: open.item,
    patientId,
    name,
    language,
    number,
    owner: open.owner,
    due: open.dueOn === null ? null : dayWords(open.dueOn, reading),
    daysLeft: open.dueOn === null ? null : daysLeft(open.dueOn, today),
    fact: factOf(kind, facts, presenting),
  }
}

export function dayWords(day: Temporal.PlainDate, reading: Reading): When {
  return { iso: day.toString(), text: formatDueDate(day, reading) }
}

/** The clinic's day of an instant. */
export function dayOf(at: Temporal.Instant, reading: Reading): When {
  return dayWords(at.toZonedDateTimeISO(reading.zone).toPlainDate(), reading)
}

export function maskedAddress(address: string): string {
  return address.includes('@') ? maskEmail(address) : maskPhone(address)
}

function factOf(kind: CleanupKind, facts: ItemFacts, { reading, now }: Presenting): CleanupFact {
  const lastVisit = facts.lastVisitAt === null ? null : dayOf(facts.lastVisitAt, reading)
  switch (kind) {
    case 'duplicate': {
      const { otherName, otherNumber, likelihood, isCertain } = facts
      return {
        kind,
        otherName: otherName ?? '',
        otherNumber: otherNumber ?? '',
        likelihood: likelihood ?? 0,
        isCertain: isCertain ?? false,
      }
    }
    case 'no_contact':
      return { kind, wrong: facts.wrong, lastVisit }
    case 'invalid_contact': {
      const { address, validityReason, validityAt } = facts
      const since = validityAt === null ? null : dayOf(validityAt, reading)
      return { kind, shown: maskedAddress(address ?? ''), reason: validityReason, since }
    }
    case 'no_last_visit':
      return { kind, since: dayOf(facts.createdAt, reading), missed: facts.missed }
    case 'no_birth_date':
      return { kind, lastVisit }
    case 'drift':
    case 'unclear_visit':
      return datedFact(kind, facts, { reading, now })
    default:
      return assertNever(kind)
  }
}

/** Kinds that are there only with their dates. */
function datedFact(
  kind: 'drift' | 'unclear_visit',
  facts: ItemFacts,
  { reading, now }: Presenting,
): CleanupFact {
  const { lastVisitAt, startsAt, dueOn, visits, service, note, typeNames } = facts
  if (kind === 'drift') {
    if (lastVisitAt === null) throw new Error('who never came has not drifted away')
    const local = (at: Temporal.Instant) => at.toZonedDateTimeISO(reading.zone).toPlainDate()
    const monthsAway = local(lastVisitAt).until(local(now), { largestUnit: 'months' }).months
    return { kind, lastVisit: dayOf(lastVisitAt, reading), monthsAway, visits }
  }
  if (startsAt === null || dueOn === null) throw new Error('an unclear visit has its time and a due date')
  const typeName = typeNames?.[reading.language] ?? ''
  return { kind, at: when(startsAt, reading, now), service, note, typeName, due: dayWords(dueOn, reading) }
}
