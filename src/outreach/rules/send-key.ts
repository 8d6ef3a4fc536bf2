// A send key names one planned contact: origin, subject, step, number of the contact within the step (law 8).
// It never holds a retry counter, so planning twice cannot send twice.

export interface PlannedContactKey {
  readonly origin: string
  readonly subjectKey: string
  readonly stepKey: string
  readonly contactNumber: number
}

export function sendKey({ origin, subjectKey, stepKey, contactNumber }: PlannedContactKey): string {
  return `${origin}|${subjectKey}|${stepKey}|${contactNumber}`
}
