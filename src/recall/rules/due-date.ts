// Invariants:
// - Months are added first, a day that the month lacks becomes its last one, then the days: PostgreSQL's interval
//   addition does the same, and a property test holds both to it.
// - What is not recorded excludes nobody: a clinician sees such a patient and can withdraw; a patient lost in silence
//   is seen by no one.

import type { RecallInterval, RecallRule, Sex } from './recall-rule.ts'

export function dueDate(triggeredOn: Temporal.PlainDate, interval: RecallInterval): Temporal.PlainDate {
  return triggeredOn.add({ months: interval.months }).add({ days: interval.days })
}

export type Misfit = 'other_sex' | 'too_young' | 'too_old'

/** Whether the age on the due date and the sex fit the type; born on 29 February counts from the 28th in other years. */
export function fitsPerson(
  rule: Pick<RecallRule, 'minimumAge' | 'maximumAge' | 'sex'>,
  person: { readonly birthDate: Temporal.PlainDate | null; readonly sex: Sex },
  due: Temporal.PlainDate,
): boolean {
  return misfitOf(rule, person, due) === null
}

/** Why a type is not for this person on that day; null: it is. */
export function misfitOf(
  rule: Pick<RecallRule, 'minimumAge' | 'maximumAge' | 'sex'>,
  person: { readonly birthDate: Temporal.PlainDate | null; readonly sex: Sex },
  due: Temporal.PlainDate,
): Misfit | null {
  const { birthDate, sex } = person
  if (rule.sex === 'female' && sex === 'male') return 'other_sex'
  if (rule.sex === 'male' && sex === 'female') return 'other_sex'
  if (birthDate === null) return null
  const turns = (years: number) => birthDate.add({ years })
  if (rule.minimumAge !== null && Temporal.PlainDate.compare(due, turns(rule.minimumAge)) < 0)
    return 'too_young'
  const isTooOld =
    rule.maximumAge !== null && Temporal.PlainDate.compare(due, turns(rule.maximumAge + 1)) >= 0
  return isTooOld ? 'too_old' : null
}

/** Whole years on a day, counted as `fitsPerson` counts them. */
export function ageOnDay(birthDate: Temporal.PlainDate, day: Temporal.PlainDate): number {
  const years = day.year - birthDate.year
  return Temporal.PlainDate.compare(birthDate.add({ years }), day) > 0 ? years - 1 : years
}
