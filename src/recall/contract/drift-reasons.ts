import { driftReasons, isGone, type DriftReason as Reason } from '../rules/drift-reasons.ts'

export type DriftReason = Reason

/** Why a patient stays away, as a person says it: who may come back, and who is gone for good. */
export const driftGroups = {
  mayReturn: driftReasons.filter((reason) => !isGone(reason)),
  gone: driftReasons.filter(isGone),
} as const
