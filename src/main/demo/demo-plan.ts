/** What a demo is made of; the same plan gives the same demo. */
export interface DemoPlan {
  readonly patients: number
  readonly months: number
  readonly seed: number
  /** Where the simulated months end. */
  readonly asOf: Temporal.Instant
}
