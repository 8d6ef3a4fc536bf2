import { readClinic } from '../clinic/read-clinic.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { CycleKey } from './override-due-date.ts'
import { type Assessment, assessTypes } from './rules/cycle.ts'
import type { Moment } from './rules/round.ts'
import {
  type Booking,
  bookingOf,
  type CoverVerdict,
  coverOf,
  dueEffective,
  isSilent,
  latestAnsweringDay,
  type RecallStatus,
  statusOf,
} from './rules/status.ts'
import { localDay } from './rules/zone-windows.ts'
import type { IntervalOfPatient, SilenceOfPatient } from './store/arrangements.ts'
import { type NamedAppointment, type PersonFacts, readPersonFacts } from './store/person-facts.ts'
import { type NamedRule, readRules } from './store/read-rules.ts'
import { readStoredCycles, type StoredCycle } from './store/stored-cycles.ts'

/** Why a type is due for a patient on the day it is, or why it is not, from the facts alone. */
export interface CycleExplanation {
  readonly rule: NamedRule
  /** Birth date and sex as the type looks at them. */
  readonly birthDate: Temporal.PlainDate | null
  readonly sex: PersonFacts['person']['survivor']['sex']
  readonly assessment: Assessment
  /** Another interval that staff arranged and that this round counts with. */
  readonly arranged: IntervalOfPatient | null
  /** Null where there is no cycle. */
  readonly open: OpenCycle | null
  /** What staff arranged about inviting, newest first, whether it holds or ran out. */
  readonly silences: readonly (SilenceOfPatient & { readonly isSilent: boolean })[]
  /** The open cycle as the clinic's lists have it now. */
  readonly stored: StoredCycle | null
  /** False while a change of facts waits to be computed. */
  readonly isSettled: boolean
}

export interface OpenCycle {
  readonly triggeredOn: Temporal.PlainDate
  readonly dueComputed: Temporal.PlainDate
  /** The computed day, unless one set by hand holds. */
  readonly dueEffective: Temporal.PlainDate
  readonly isSetByHand: boolean
  readonly status: RecallStatus
  readonly booking: Booking
  /** The appointments ahead and what each is to this type. */
  readonly cover: readonly { readonly appointment: NamedAppointment; readonly verdict: CoverVerdict }[]
}

/** One type for one patient. */
export async function explainCycle(
  db: ModuleDb<'recall'>,
  { patientId, typeKey }: CycleKey,
): Promise<Result<CycleExplanation, { readonly kind: 'unknown_patient' | 'type_not_enabled' }>> {
  const all = await explainRecalls(db, patientId)
  if (all === null) return fail({ kind: 'unknown_patient' })
  const found = all.find(({ rule }) => rule.key === typeKey)
  return found === undefined ? fail({ kind: 'type_not_enabled' }) : ok(found)
}

/**
 * Every enabled type for one patient, whether due or not; null: no such patient. Reads the facts of one person and asks the
 * pure rules, so that it can be held against the cycles that sets have stored. About the present.
 */
export async function explainRecalls(
  db: ModuleDb<'recall'>,
  patientId: string,
): Promise<readonly CycleExplanation[] | null> {
  const facts = await readPersonFacts(db, patientId)
  if (facts === null) return null
  const { zone } = await readClinic(db.as('clinic'))
  const rules = await readRules(db)
  const stored = await readStoredCycles(db, facts.survivorId)
  const moment = { asOf: db.now, zone }
  return assessTypes(facts.person, rules, moment).flatMap((assessment) => {
    const rule = rules.find(({ key }) => key === assessment.rule.key)
    if (rule === undefined) return []
    return [explained(rule, assessment, { facts, moment, stored: stored.get(rule.key) ?? null })]
  })
}

interface Known {
  readonly facts: PersonFacts
  readonly moment: Moment
  readonly stored: StoredCycle | null
}

function explained(rule: NamedRule, assessment: Assessment, known: Known): CycleExplanation {
  const { facts, moment, stored } = known
  const { person } = facts
  const interval = assessment.round?.interval
  const asked = { asOf: moment.asOf, today: localDay(moment.asOf, moment.zone) }
  const silences = facts.silences
    .filter(({ typeKey }) => typeKey === rule.key)
    .map((silence) => {
      const balanceMinor = facts.balances.get(silence.patientId) ?? null
      return { ...silence, isSilent: isSilent(silence, { balanceMinor, asked }) }
    })
  const open = openCycle(rule, assessment, { ...known, isSilenced: silences.some((one) => one.isSilent) })
  return {
    rule,
    birthDate: person.survivor.birthDate,
    sex: person.survivor.sex,
    assessment,
    arranged:
      interval?.from === 'arranged'
        ? (facts.intervals.find((one) => one === interval.arrangement) ?? null)
        : null,
    open,
    silences,
    stored,
    isSettled: agrees(open, stored),
  }
}

function openCycle(
  rule: NamedRule,
  { round, obstacle }: Assessment,
  { facts, moment, stored, isSilenced }: Known & { readonly isSilenced: boolean },
): OpenCycle | null {
  if (round === null || obstacle !== null) return null
  const asked = { asOf: moment.asOf, today: localDay(moment.asOf, moment.zone) }
  // What staff set for a round that is over does not count for this one.
  const byHand = stored?.triggeredOn.equals(round.triggeredOn) === true ? stored : null
  const dates = {
    dueComputed: round.due,
    override: byHand?.override ?? null,
    pause: byHand?.pause ?? null,
  }
  const due = dueEffective(dates, asked)
  const question = { ...moment, latestDay: latestAnsweringDay(rule, due, asked.today) }
  const booking = bookingOf(rule, facts.person, question)
  return {
    triggeredOn: round.triggeredOn,
    dueComputed: round.due,
    dueEffective: due,
    isSetByHand: dates.override !== null && !due.equals(round.due),
    status: statusOf(rule, { ...dates, booking, isSilenced }, asked),
    booking,
    cover: coverOf(rule, facts.person, question).flatMap(({ appointment, verdict }) => {
      const named = facts.appointments.find((one) => one === appointment)
      return named === undefined ? [] : [{ appointment: named, verdict }]
    }),
  }
}

function agrees(open: OpenCycle | null, stored: StoredCycle | null): boolean {
  if (open === null || stored === null) return open === null && stored === null
  return (
    open.triggeredOn.equals(stored.triggeredOn) &&
    open.dueComputed.equals(stored.dueComputed) &&
    open.dueEffective.equals(stored.dueEffective)
  )
}
