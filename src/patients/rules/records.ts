// What an import hands over, whatever it was read from (FHIR, CSV, the simulation).
// - Days are ISO dates, instants ISO 8601 with an offset: both were checked by the reader, so that no row breaks its batch.
// - Phones are E.164 and e-mail addresses lower case: one address, one writing.
// - Records are plain data: they wait as JSON when their patient is not known yet, and their text is their revision.

/** yyyy-mm-dd */
export type DayText = string

/** ISO 8601 with an offset, e.g. 2026-03-01T09:30:00+01:00 */
export type InstantText = string

export interface ContactRecord {
  readonly kind: 'phone' | 'email'
  readonly value: string
  readonly use: 'mobile' | 'home' | 'work' | 'unknown'
  /** 1 is asked first. */
  readonly rank: number
}

/** What a column or resource of the source says about consent, for each contact point that the channel reaches. */
export interface ConsentRecord {
  readonly channel: 'sms' | 'email' | 'call' | 'letter' | 'any'
  readonly purpose: 'visit_admin' | 'care_recall' | 'reactivation' | 'feedback' | 'marketing' | 'all'
  readonly state: 'given' | 'withdrawn'
  /** Where it stands, e.g. the name of the column and what it holds. */
  readonly evidence: string
  /** Null: not told; the moment of the import counts. */
  readonly at: InstantText | null
}

/** A consent that the clinic states it holds for every patient of an input. */
export interface DeclaredConsent {
  readonly purposes: readonly ConsentRecord['purpose'][]
  /** Where the consents can be seen, e.g. "registration form 2024, signed on paper". */
  readonly evidence: string
}

export interface PatientRecord {
  readonly kind: 'patient'
  readonly externalId: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly fullName: string
  readonly birthDate: DayText | null
  readonly sex: 'female' | 'male' | 'other' | 'unknown'
  readonly language: 'en' | 'pl' | 'ru' | 'ms' | null
  readonly address: string | null
  readonly city: string | null
  readonly postcode: string | null
  readonly region: string | null
  /** ISO 3166 alpha-2. */
  readonly country: string | null
  /** Degrees of latitude and longitude; null: nobody said where the address lies. */
  readonly place: { readonly latitude: number; readonly longitude: number } | null
  /** What the patient owes, minor units; negative: paid ahead. Null: not told. */
  readonly balanceMinor: number | null
  /** As of when; null: not told, the moment of the import counts. */
  readonly balanceAt: InstantText | null
  /** As rules/tags.ts writes them, each once. */
  readonly tags: readonly string[]
  readonly isDeceased: boolean
  readonly deceasedAt: InstantText | null
  readonly hasLeft: boolean
  readonly leftAt: InstantText | null
  readonly leftReason: string | null
  readonly registeredAt: InstantText | null
  /** scheme:mark of the national number, see national-id.ts; the number itself goes no further than its reader. */
  readonly nationalId: string | null
  readonly contacts: readonly ContactRecord[]
  readonly consents: readonly ConsentRecord[]
}

/** One record of a person turned out to be another's: `externalId` lives on in `into`. */
export interface LinkRecord {
  readonly kind: 'link'
  readonly externalId: string
  readonly into: string
}

interface FactRecord {
  readonly externalId: string
  readonly patientExternalId: string
}

export interface ConditionRecord extends FactRecord {
  readonly kind: 'condition'
  readonly system: string | null
  readonly code: string | null
  readonly display: string | null
  readonly onsetAt: InstantText | null
  readonly abatedAt: InstantText | null
  readonly recordedAt: InstantText | null
}

export interface ProcedureRecord extends FactRecord {
  readonly kind: 'procedure'
  readonly system: string | null
  readonly code: string | null
  readonly display: string | null
  /** FHIR event-status. */
  readonly status: string
  /** The end, when a period is known. */
  readonly performedAt: InstantText | null
}

export interface CoverageRecord extends FactRecord {
  readonly kind: 'coverage'
  readonly payer: string | null
  readonly status: string
  readonly startsOn: DayText | null
  readonly endsOn: DayText | null
}

export const observationStatuses = [
  'registered',
  'preliminary',
  'final',
  'amended',
  'corrected',
  'cancelled',
  'entered-in-error',
  'unknown',
] as const

export interface ObservationRecord extends FactRecord {
  readonly kind: 'observation'
  readonly system: string | null
  readonly code: string | null
  readonly display: string | null
  readonly status: (typeof observationStatuses)[number]
  readonly valueNumber: number | null
  readonly valueText: string | null
  readonly valueCode: string | null
  readonly unit: string | null
  /** The end, when a period is known. */
  readonly observedAt: InstantText | null
}

export const planStatuses = [
  'draft',
  'active',
  'on-hold',
  'revoked',
  'completed',
  'entered-in-error',
  'unknown',
] as const

/** One thing to be done, whether its plan lists it or it stands on its own. */
export interface PlannedItem {
  readonly externalId: string
  readonly system: string | null
  readonly code: string | null
  readonly display: string | null
  readonly state: 'open' | 'done' | 'cancelled'
  readonly plannedOn: DayText | null
  /** Minor units. */
  readonly valueMinor: number | null
}

export interface TreatmentPlanRecord extends FactRecord {
  readonly kind: 'treatment_plan'
  readonly system: string | null
  readonly code: string | null
  readonly title: string | null
  readonly status: (typeof planStatuses)[number]
  readonly startsAt: InstantText | null
  readonly endsAt: InstantText | null
  /** What the plan itself lists: an item that it no longer lists is cancelled. */
  readonly items: readonly PlannedItem[]
  /** Items that stand on their own and that the plan refers to. */
  readonly itemExternalIds: readonly string[]
}

export interface PlanItemRecord extends FactRecord, PlannedItem {
  readonly kind: 'plan_item'
  readonly planExternalId: string | null
}
