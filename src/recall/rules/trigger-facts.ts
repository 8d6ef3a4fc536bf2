// Invariants:
// - A trigger is a fact at or before T whose code is one of the type's own: a completed visit, a completed procedure, a
//   diagnosis when it was recorded, a result that stands, the completion of a treatment plan.
// - A completed visit is FHIR `finished`, or a fulfilled appointment; both count by when they ended.

import { completedBy, countsAt, holdsAt, notAfter, type PatientRecord } from './patient-history.ts'
import { coversCondition, type RecallRule } from './recall-rule.ts'

/** A fact on record that starts a type's cycle. */
export interface TriggerFact {
  readonly kind: 'visit' | 'procedure' | 'diagnosis' | 'result' | 'plan_end'
  /** The type whose codes it carries. */
  readonly typeKey: string
  /** Null: a treatment plan without a code. */
  readonly code: string | null
  readonly at: Temporal.Instant
}

export interface CompletedVisit {
  /** Kind of visit, or key of the clinic's service. */
  readonly code: string | null
  readonly at: Temporal.Instant
}

/** What is on record for the type's own codes: visits, procedures, diagnoses, results, ends of plans. */
export function ownTriggers(
  { key, triggers }: RecallRule,
  records: readonly PatientRecord[],
  asOf: Temporal.Instant,
): readonly TriggerFact[] {
  const known = (kind: TriggerFact['kind'], code: string | null, at: Temporal.Instant | null) =>
    at !== null && notAfter(at, asOf) ? [{ kind, typeKey: key, code, at }] : []
  const has = (codes: readonly string[], code: string | null) => code !== null && codes.includes(code)
  return [
    ...completedVisits(records, asOf)
      .filter(({ code }) => has(triggers.visitCodes, code))
      .map((visit) => ({ kind: 'visit' as const, typeKey: key, ...visit })),
    ...records.flatMap(({ procedures, conditions, results, plans }) => [
      ...procedures
        .filter(({ status, code }) => status === 'completed' && has(triggers.procedureCodes, code))
        .flatMap(({ code, performedAt }) => known('procedure', code, performedAt)),
      ...conditions
        .filter(({ code }) => code !== null && coversCondition(triggers.diagnosisCodes, code))
        .flatMap(({ code, recordedAt, onsetAt }) => known('diagnosis', code, recordedAt ?? onsetAt)),
      ...results
        .filter((result) => countsAt(result, asOf) && has(triggers.resultCodes, result.code))
        .flatMap(({ code, observedAt }) => known('result', code, observedAt)),
      ...plans
        .filter((plan) => completedBy(plan, asOf))
        .filter(({ code }) => triggers.planCodes.includes('') || has(triggers.planCodes, code))
        .flatMap(({ code, endsAt }) => known('plan_end', code, endsAt)),
    ]),
  ]
}

/** Every completed visit by T. */
export function completedVisits(
  records: readonly PatientRecord[],
  asOf: Temporal.Instant,
): readonly CompletedVisit[] {
  return records.flatMap(({ visits, appointments }) => [
    ...visits
      .filter(({ status }) => status === 'finished')
      .flatMap(({ kindCode, endedAt }) => (endedAt === null ? [] : [{ code: kindCode, at: endedAt }]))
      .filter(({ at }) => notAfter(at, asOf)),
    ...appointments
      .filter(({ state }) => state === 'fulfilled')
      .map(({ serviceKey, endsAt }) => ({ code: serviceKey, at: endsAt }))
      .filter(({ at }) => notAfter(at, asOf)),
  ])
}

/** The code of a condition that holds at T, or of a result that found it, which is one of the wanted ones; null: none. */
export function findingAmong(
  codes: readonly string[],
  records: readonly PatientRecord[],
  asOf: Temporal.Instant,
): string | null {
  const found = records.flatMap(({ conditions, results }) => [
    ...conditions.filter((condition) => holdsAt(condition, asOf)).map(({ code }) => code),
    ...results.filter((result) => countsAt(result, asOf)).map(({ valueCode }) => valueCode),
  ])
  return found.find((code) => code !== null && coversCondition(codes, code)) ?? null
}

export function newestOf<Fact extends { readonly at: Temporal.Instant }>(
  facts: readonly Fact[],
): Fact | null {
  return facts.reduce<Fact | null>(
    (latest, fact) => (latest === null || notAfter(latest.at, fact.at) ? fact : latest),
    null,
  )
}

export function oldestOf<Fact extends { readonly at: Temporal.Instant }>(
  facts: readonly Fact[],
): Fact | null {
  return facts.reduce<Fact | null>(
    (first, fact) => (first === null || notAfter(fact.at, first.at) ? fact : first),
    null,
  )
}
