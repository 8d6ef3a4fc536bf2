// Invariants:
// - A recall rule is data: what recurs, what starts it, for whom. It holds no patient and no date.
// - Codes are compared exactly; only an ICD-10 category covers its subcategories (E11 covers E11.9).

export type Sex = 'female' | 'male' | 'other' | 'unknown'

export interface RecallTriggers {
  /**
   * Any completed visit starts a cycle for a patient who has none of the type's own triggers: whoever only ever came
   * for an emergency is found too.
   */
  readonly anyVisit: boolean
  /**
   * Screening: whoever has none of the type's own triggers is due from the first completed visit on, and not before the
   * least age.
   */
  readonly neverDone: boolean
  /** Kinds of visit, or keys of the clinic's services. */
  readonly visitCodes: readonly string[]
  readonly procedureCodes: readonly string[]
  /** Conditions whose recording starts a cycle. */
  readonly diagnosisCodes: readonly string[]
  readonly resultCodes: readonly string[]
  /** Treatment plans whose completion starts a cycle; an empty code stands for any plan. */
  readonly planCodes: readonly string[]
}

export interface RecallInterval {
  /** Added first … */
  readonly months: number
  /** … and then the days: "6 months + 1 day". */
  readonly days: number
}

/** A recall type as enabled for a clinic. */
export interface RecallRule {
  readonly key: string
  readonly triggers: RecallTriggers
  readonly interval: RecallInterval
  /** Done once in a life: a trigger of its own ends it for good. */
  readonly isOnce: boolean
  readonly dueSoonDays: number
  /** Days overdue that are still recall; beyond the patient has lapsed (MISSION A3). */
  readonly graceDays: number
  /** Whole years on the due date, both included. */
  readonly minimumAge: number | null
  readonly maximumAge: number | null
  readonly sex: 'female' | 'male' | null
  /** Empty: needs none. */
  readonly conditionCodes: readonly string[]
  /** Who has one of these has no need of it. */
  readonly excludedConditionCodes: readonly string[]
  /** Patients with one of these come after another interval. */
  readonly risk: { readonly codes: readonly string[]; readonly interval: RecallInterval } | null
  /** Types that take this one's place while the patient has them. */
  readonly excludes: readonly string[]
  /** Whether those count this one's triggers too; if not, an older trigger of theirs does not take its place. */
  readonly sharesTriggers: boolean
  /** Types whose patients grow into this one: their own triggers count as its own. */
  readonly succeeds: readonly string[]
  /** Services whose appointment satisfies the cycle. */
  readonly serviceKeys: readonly string[]
}

/** Grace of a type that never lapses: screening stays recall until done. */
export const neverLapses = 36_500

/** Whether a recorded condition is one of the wanted ones: the same code, or a subcategory of a wanted ICD-10 category. */
export function coversCondition(wanted: readonly string[], recorded: string): boolean {
  const category = recorded.split('.')[0] ?? recorded
  return wanted.includes(recorded) || wanted.includes(category)
}
