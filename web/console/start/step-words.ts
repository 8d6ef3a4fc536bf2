import type { GuidedStart } from '../../../src/insights/contract/guided-start.ts'
import type { MessageKey } from '../messages/keys.ts'

export type StepFacts = GuidedStart['steps'][number]
type Step = StepFacts['step']
type Gap = StepFacts['gaps'][number]['what']

/** What is to do, as a heading: “Import the records”. */
export const stepTitles: Readonly<Record<Step, MessageKey>> = {
  records: 'start.records',
  audit: 'start.audit',
  types: 'start.types',
  hours: 'start.hours',
  channels: 'start.channels',
  campaign: 'start.campaign',
}

/** Why it matters. */
export const stepReasons: Readonly<Record<Step, MessageKey>> = {
  records: 'start.recordsWhy',
  audit: 'start.auditWhy',
  types: 'start.typesWhy',
  hours: 'start.hoursWhy',
  channels: 'start.channelsWhy',
  campaign: 'start.campaignWhy',
}

/** What is missing, and how it comes. */
export const gapWords: Readonly<Record<Gap, MessageKey>> = {
  no_patients: 'start.noPatients',
  no_visits: 'start.noVisits',
  no_consent: 'start.noConsent',
  not_measured: 'start.notMeasured',
  being_measured: 'start.beingMeasured',
  questions_open: 'start.questionsOpen',
  no_type: 'start.noType',
  no_services: 'start.noServices',
  no_hours: 'start.noHours',
  types_without_service: 'start.typesWithoutService',
  no_account: 'start.noAccount',
  only_loopback: 'start.onlyLoopback',
  links_open_nowhere: 'start.linksOpenNowhere',
  nothing_sent: 'start.nothingSent',
  no_campaign: 'start.noCampaign',
  not_started: 'start.notStarted',
}
