import type { CampaignDetail } from '../../../src/campaigns/contract/campaign-pages.ts'

/** A campaign as it is edited here: the wire type of its document. */
export type CampaignDocument = CampaignDetail['document']
export type Audience = CampaignDocument['audience']
export type DueAudience = Extract<Audience, { kind: 'due' }>
export type LapsedAudience = Extract<Audience, { kind: 'lapsed' }>
export type EnrolmentStep = CampaignDocument['steps'][number]
export type AppointmentStep = CampaignDocument['appointmentSteps'][number]
export type LapseBand = LapsedAudience['bands'][number]
export type Channel = EnrolmentStep['channels'][number]
/** The two that are edited here; any other is shown as it reads. */
export type SimpleAudience = DueAudience | LapsedAudience
export type Ages = NonNullable<SimpleAudience['ages']>

/** In the order of time away; the ones with something overdue come first. */
export const lapseBands = [
  'overdue_3_6',
  'overdue_6_12',
  'overdue_12_plus',
  'inactive_12_18',
  'inactive_18_24',
  'inactive_24_plus',
] as const satisfies readonly LapseBand[]

/** One of the texts a step may send, and whom it is for; null: everybody the others are not for. */
export interface Wording {
  readonly message: string
  readonly group: string | null
}

/** Every text of a step: by band, by situation, or the one for all. Bands the audience leaves out are left out. */
export function wordingsOf(step: EnrolmentStep, audience: Audience): readonly Wording[] {
  const bands = lapseBands.filter((band) => admits(audience, band))
  const byBand = bands.flatMap((band) => {
    const message = step.messageByBand?.[band]
    return message === undefined ? [] : [{ message, group: band }]
  })
  const bySituation = Object.entries(step.messageBySituation ?? {}).flatMap(([group, message]) =>
    message === undefined ? [] : [{ message, group }],
  )
  return byBand.length > 0
    ? [...byBand, ...bySituation]
    : [{ message: step.message, group: null }, ...bySituation]
}

/** A saved audience may admit any band: what it holds is not here. */
function admits(audience: Audience, band: LapseBand): boolean {
  switch (audience.kind) {
    case 'due':
      return false
    case 'lapsed':
      return audience.bands.includes(band)
    case 'criteria':
      return audience.programme.kind === 'reactivation' && audience.programme.bands.includes(band)
    case 'saved':
      return true
  }
}

/** Every message a step may send, whoever it is for. */
export function messagesOfStep(step: EnrolmentStep | AppointmentStep): readonly string[] {
  const others = 'onlyIf' in step ? [step.messageByBand, step.messageBySituation] : []
  return [step.message, ...others.flatMap((texts) => Object.values(texts ?? {}))]
}

export interface AnyStep {
  readonly part: string
  readonly step: EnrolmentStep | AppointmentStep
  readonly follows: 'enrolment' | 'visit'
}

const visitPrefix = 'visit.'

/** Every step with the name of its part of the page, in the order of the plan. */
export function stepsOf(document: CampaignDocument): readonly AnyStep[] {
  return [
    ...document.steps.map((step) => ({ part: step.key, step, follows: 'enrolment' as const })),
    ...document.appointmentSteps.map((step) => ({
      part: `${visitPrefix}${step.key}`,
      step,
      follows: 'visit' as const,
    })),
  ]
}

/** The document with one step changed; dates that belong together move together. */
export function withStep(
  document: CampaignDocument,
  part: string,
  change: Partial<StepTiming>,
): CampaignDocument {
  const own = <Step extends EnrolmentStep | AppointmentStep>(step: Step, name: string): Step =>
    name === part ? timed(step, change) : step
  return {
    ...document,
    steps: document.steps.map((step) => own(step, step.key)),
    appointmentSteps: document.appointmentSteps.map((step) => own(step, `${visitPrefix}${step.key}`)),
  }
}

interface StepTiming {
  readonly days: number
  readonly window: EnrolmentStep['window']
  readonly channels: EnrolmentStep['channels']
}

function timed<Step extends EnrolmentStep | AppointmentStep>(step: Step, change: Partial<StepTiming>): Step {
  const moved = (change.days ?? step.days) - step.days
  // The last sensible day keeps its distance, so that the step is never over before it begins.
  const latest = step.latestDays === undefined ? {} : { latestDays: step.latestDays + moved }
  // A second message by another channel needs a second channel.
  const alone = (change.channels ?? step.channels).length < 2 ? { followUpAfterDays: undefined } : {}
  return { ...step, ...change, ...latest, ...('followUpAfterDays' in step ? alone : {}) }
}
