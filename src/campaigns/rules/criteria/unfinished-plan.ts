// What remains of a treatment: open items whose plan is neither completed nor revoked (also where the plan is not known), and
// treatments begun and not ended.

export interface PlanFacts {
  readonly items: readonly {
    readonly state: 'open' | 'done' | 'cancelled'
    /** FHIR request-status of its plan; null: the plan is not known. */
    readonly planStatus: string | null
  }[]
  /** FHIR event-status of procedures on record by now. */
  readonly procedures: readonly string[]
}

export const closedPlans: readonly string[] = ['completed', 'revoked']
export const unfinishedProcedures: readonly string[] = ['preparation', 'in-progress', 'on-hold']

export function isUnfinished({ items, procedures }: PlanFacts): boolean {
  return (
    items.some(
      ({ state, planStatus }) =>
        state === 'open' && (planStatus === null || !closedPlans.includes(planStatus)),
    ) || procedures.some((status) => unfinishedProcedures.includes(status))
  )
}
