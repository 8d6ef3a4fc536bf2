// Invariants:
// - A document is immutable data; what it means over time is decided in sequence.ts and appointment-stream.ts.
// - Every step names a message for every band its audience admits, so no patient gets another band's words.
// - Own wording replaces words, never the purpose: consent is asked for what the message is for.
// - Recall and reactivation are separate programmes (MISSION A1); an enrolment belongs to one of them.

import type { OwnWording, OwnWordings } from '../../outreach/rules/own-wording.ts'
import type { Language } from '../../platform/rules/language.ts'
import type { CampaignAudience } from './audience-document.ts'
import type { LapseBand } from './lapse-band.ts'

/** A one-off belongs to neither programme: it asks each patient once. */
export const campaignKinds = ['recall', 'reactivation', 'one_off'] as const
export type CampaignKind = (typeof campaignKinds)[number]

/** What a message is for; decides which consent it needs (outreach/rules/jurisdiction.ts). */
export const campaignPurposes = ['care_recall', 'reactivation', 'marketing'] as const
export type CampaignPurpose = (typeof campaignPurposes)[number]

/** The channels the planner can send by. */
export const channels = ['sms', 'email'] as const
export type Channel = (typeof channels)[number]

/** Facts about a lapsed patient that outweigh the band when the words are chosen (MISSION A4, B3). */
export const lapseSituations = ['unfinished_treatment', 'insurance_changed'] as const
export type LapseSituation = (typeof lapseSituations)[number]

/** Wall-clock window "HH:MM"–"HH:MM" of the patient's zone; quiet hours narrow it further at the gate. */
export interface LocalWindow {
  readonly from: string
  readonly to: string
}

export const enrolmentStepKinds = ['education', 'invitation', 'reminder'] as const
export type EnrolmentStepKind = (typeof enrolmentStepKinds)[number]

export const stepAnchors = ['due', 'enrolled', 'previous'] as const
export type StepAnchor = (typeof stepAnchors)[number]

export interface EnrolmentStep {
  readonly key: string
  readonly kind: EnrolmentStepKind
  readonly anchor: StepAnchor
  /** Days after the anchor (negative: before); the step is never made earlier. */
  readonly days: number
  /** Days after the anchor from which on the step no longer makes sense and is left out; absent: always does. */
  readonly latestDays?: number | undefined
  readonly window: LocalWindow
  /** The first usable one in the patient's order is taken; the others stand in when it fails. */
  readonly channels: readonly Channel[]
  /** Days of silence after which one more channel follows a message that did go out; absent: none does. */
  readonly followUpAfterDays?: number | undefined
  /** Message key in packs/messages. */
  readonly message: string
  readonly messageByBand?: Readonly<Partial<Record<LapseBand, string>>> | undefined
  readonly messageBySituation?: Readonly<Partial<Record<LapseSituation, string>>> | undefined
  readonly onlyIf: 'always' | 'no_reaction'
  /** Education also helps those who already have a time; an invitation to them would be a mistake. */
  readonly whenBooked: 'send' | 'skip'
}

export const appointmentStepKinds = ['confirm', 'confirm_again', 'day_before', 'missed'] as const
export type AppointmentStepKind = (typeof appointmentStepKinds)[number]

/** A step of the stream that follows a booked appointment, whoever booked it (origin `appointment`). */
export interface AppointmentStep {
  readonly key: string
  readonly kind: AppointmentStepKind
  /** `starts`: days relative to the day of the visit. `ends`: the same, and not before `afterMinutes` past its end. */
  readonly anchor: 'starts' | 'ends'
  readonly days: number
  readonly latestDays: number
  readonly afterMinutes?: number | undefined
  readonly window: LocalWindow
  readonly channels: readonly Channel[]
  readonly message: string
}

export interface CampaignCaps {
  readonly perPatientPer30Days: number
  /** Days between the first and the second contact, and between all later ones. */
  readonly firstGapDays: number
  readonly laterGapDays: number
  /** Days on which the patient was asked (education not counted) before the campaign lets go (MISSION B9). */
  readonly maxAttempts: number
}

export const reactionKinds = ['booked', 'declined', 'postponed', 'opted_out', 'answered'] as const
export type ReactionKind = (typeof reactionKinds)[number]

export interface CampaignEnds {
  /** Reactions that end the enrolment at once. */
  readonly on: readonly ReactionKind[]
  /** Days of silence after the last contact after which the enrolment ends as exhausted. */
  readonly exhaustedAfterDays: number
}

export interface CampaignDocument {
  readonly key: string
  readonly kind: CampaignKind
  readonly name: Readonly<Record<Language, string>>
  /** The most demanding purpose any of its messages may have; the gate asks for the purpose of the message itself. */
  readonly purpose: CampaignPurpose
  readonly audience: CampaignAudience
  readonly steps: readonly EnrolmentStep[]
  readonly appointmentSteps: readonly AppointmentStep[]
  /** Share of the audience that is enrolled but not contacted, 0 to 0.5. */
  readonly holdOutShare: number
  readonly caps: CampaignCaps
  readonly ends: CampaignEnds
  /** The clinic's own words, by message key; what it has not rewritten comes from the packs. */
  readonly wording?: OwnWordings | undefined
}

export interface MessageSubject {
  readonly band: LapseBand | null
  readonly situation: LapseSituation | null
}

/** The message key of a step for this patient: the situation outweighs the band, the band the general text. */
export function messageFor(step: EnrolmentStep, { band, situation }: MessageSubject): string {
  const bySituation = situation === null ? undefined : step.messageBySituation?.[situation]
  const byBand = band === null ? undefined : step.messageByBand?.[band]
  return bySituation ?? byBand ?? step.message
}

/** Every message key the document may send, for checking it against the packs. */
export function messagesOf(document: CampaignDocument): readonly string[] {
  const keys = document.steps.flatMap((step) => [
    step.message,
    ...Object.values(step.messageByBand ?? {}),
    ...Object.values(step.messageBySituation ?? {}),
  ])
  return [...new Set([...keys, ...document.appointmentSteps.map((step) => step.message)])]
}

/** What the clinic has written for a message in this version; null: the packs speak. */
export function wordingOf(document: Pick<CampaignDocument, 'wording'>, message: string): OwnWording | null {
  return document.wording?.[message] ?? null
}

/** Bands a step has no words for although it speaks by band. */
export function bandsWithoutWords(
  { messageByBand }: Pick<EnrolmentStep, 'messageByBand'>,
  bands: readonly LapseBand[],
): readonly LapseBand[] {
  return messageByBand === undefined ? [] : bands.filter((band) => messageByBand[band] === undefined)
}
