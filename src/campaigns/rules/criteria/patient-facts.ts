// What criteria ask about, as facts of one person: the surviving record and all that was merged into it, gathered at a moment.
// What other rules already decide comes in decided: statuses and bands from recall, consent from the ledger.

import type { ConsentPurpose, ConsentState, ContactChannel } from '../../../patients/rules/consent.ts'
import type { Language } from '../../../platform/rules/language.ts'
import type { DriftReason } from '../../../recall/rules/drift-reasons.ts'
import type { Sex } from '../../../recall/rules/recall-rule.ts'
import type { RecallStatus } from '../../../recall/rules/status.ts'
import type { LapseBand } from '../lapse-band.ts'
import type { EnrolmentFact } from './campaign-answer.ts'
import type { ConsentChannel, GeoPoint, SafeContact } from './criterion.ts'
import type { PlanFacts } from './unfinished-plan.ts'

/** A visit completed by then, or a kept appointment of which no visit is on record. */
export interface CompletedVisit {
  readonly endedAt: Temporal.Instant
  readonly service: string | null
  /** Of its service and of its providers. */
  readonly specialities: readonly string[]
  readonly providers: readonly string[]
  readonly location: string | null
  /** Minor currency units; null: not known. */
  readonly valueMinor: number | null
  readonly isEmergency: boolean
}

/** An appointment that was to begin by then and did not come about. */
export interface MissedAppointment {
  readonly state: 'cancelled' | 'no_show'
  readonly startsAt: Temporal.Instant
}

export interface PastEnrolment extends EnrolmentFact {
  readonly campaignId: string
  readonly enrolledAt: Temporal.Instant
}

export interface PatientFacts {
  readonly birthDate: Temporal.PlainDate | null
  readonly sex: Sex
  /** The patient's, else the clinic's. */
  readonly language: Language
  readonly postcode: string | null
  readonly position: GeoPoint | null
  readonly safeContact: SafeContact
  readonly visits: readonly CompletedVisit[]
  readonly missed: readonly MissedAppointment[]
  /** The next live appointment. */
  readonly nextVisitAt: Temporal.Instant | null
  readonly recalls: readonly { readonly typeKey: string; readonly status: RecallStatus }[]
  readonly band: LapseBand | null
  /** Codes of conditions that hold now. */
  readonly conditions: readonly string[]
  readonly plan: PlanFacts
  /** Last days of coverages. */
  readonly coverageEnds: readonly Temporal.PlainDate[]
  readonly channels: readonly ContactChannel[]
  /** Of the address asked first on a channel; a channel without an address is not here. */
  readonly consents: readonly {
    readonly channel: ConsentChannel
    readonly purpose: ConsentPurpose
    readonly state: ConsentState
  }[]
  readonly enrolments: readonly PastEnrolment[]
  /** Lower case. */
  readonly tags: readonly string[]
  /** What somebody said last of why they stay away; null: nobody, or they came since. */
  readonly driftReason: DriftReason | null
}

/** What the clinic's patients are worth: for a percent, the value that so many percent of those who ever came do not exceed. */
export type ValuePercentiles = ReadonlyMap<number, number>
