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
  /** Kinds of visit, or keys of the clinic's services. */
  readonly visitCodes: readonly string[]
  readonly procedureCodes: readonly string[]
}

/** A recall type as enabled for a clinic. */
export interface RecallRule {
  readonly key: string
  readonly triggers: RecallTriggers
  /** Added first … */
  readonly intervalMonths: number
  /** … and then the days: "6 months + 1 day". */
  readonly intervalDays: number
  readonly dueSoonDays: number
  /** Days overdue that are still recall; beyond the patient has lapsed (MISSION A3). */
  readonly graceDays: number
  /** Whole years on the due date, both included. */
  readonly minimumAge: number | null
  readonly maximumAge: number | null
  readonly sex: 'female' | 'male' | null
  /** Empty: needs none. */
  readonly conditionCodes: readonly string[]
  /** Types that take this one's place while the patient has them. */
  readonly excludes: readonly string[]
  /** Services whose appointment satisfies the cycle. */
  readonly serviceKeys: readonly string[]
}

/** Whether a recorded condition is one of the wanted ones: the same code, or a subcategory of a wanted ICD-10 category. */
export function coversCondition(wanted: readonly string[], recorded: string): boolean {
  const category = recorded.split('.')[0] ?? recorded
  return wanted.includes(recorded) || wanted.includes(category)
}
