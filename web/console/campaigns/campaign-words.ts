import { useIntl } from 'react-intl'
import type { AudienceCount } from '../../../src/campaigns/contract/audience.ts'
import type { CampaignDetail } from '../../../src/campaigns/contract/campaign-pages.ts'
import type { CampaignReport } from '../../../src/insights/contract/campaign-report.ts'
import type { MessageKey } from '../messages/keys.ts'
import { reasonWord } from '../states/reasons.ts'
import type { AppointmentStep, Channel, EnrolmentStep, LapseBand } from './campaign-document.ts'

type Words<Key extends string> = Readonly<Record<Key, MessageKey>>
type NotSent = CampaignReport['funnel']['notSent'][number]

export const kindWords: Words<CampaignDetail['kind']> = {
  recall: 'campaigns.kindRecall',
  reactivation: 'campaigns.kindReactivation',
  one_off: 'campaigns.kindOneOff',
}

export const bandWords: Words<LapseBand> = {
  overdue_3_6: 'campaigns.bandOverdue3To6',
  overdue_6_12: 'campaigns.bandOverdue6To12',
  overdue_12_plus: 'campaigns.bandOverdue12Plus',
  inactive_12_18: 'campaigns.bandInactive12To18',
  inactive_18_24: 'campaigns.bandInactive18To24',
  inactive_24_plus: 'campaigns.bandInactive24Plus',
}

const groupWords: Readonly<Record<string, MessageKey>> = {
  ...bandWords,
  unfinished_treatment: 'campaigns.groupUnfinished',
  insurance_changed: 'campaigns.groupInsurance',
}

/** The words for a lapse band or a situation; undefined for one this version does not know. */
export function groupWord(group: string): MessageKey | undefined {
  return groupWords[group]
}

export const stepWords: Words<EnrolmentStep['kind'] | AppointmentStep['kind']> = {
  education: 'campaigns.stepEducation',
  invitation: 'campaigns.stepInvitation',
  reminder: 'campaigns.stepReminder',
  confirm: 'campaigns.stepConfirm',
  confirm_again: 'campaigns.stepConfirmAgain',
  day_before: 'campaigns.stepDayBefore',
  missed: 'campaigns.stepMissed',
}

export const channelWords: Words<Channel> = {
  sms: 'campaigns.channelSms',
  email: 'campaigns.channelEmail',
}

export const leftOutWords: Words<AudienceCount['leftOut'][number]['reason']> = {
  in_a_campaign: 'campaigns.leftOutInCampaign',
  no_contact_wanted: 'campaigns.leftOutNoContactWanted',
  no_contact: 'campaigns.leftOutNoContact',
  opted_out: 'campaigns.leftOutOptedOut',
  purpose_not_allowed: 'campaigns.leftOutPurpose',
  consent_expired: 'campaigns.leftOutConsentExpired',
  no_consent: 'campaigns.leftOutNoConsent',
  cap_reached: 'campaigns.leftOutCap',
}

export const notSentKindWords: Words<NotSent['kind']> = {
  withheld: 'campaigns.notSentWithheld',
  failed: 'campaigns.notSentFailed',
  waiting: 'campaigns.notSentWaiting',
  left: 'campaigns.notSentLeft',
}

// What is not a reason of the gate: how sending failed, what is still to come, how an enrolment ended first.
const notSentWords: Readonly<Record<string, MessageKey>> = {
  uncertain: 'campaigns.becauseUncertain',
  queued: 'campaigns.becauseQueued',
  not_yet: 'campaigns.becauseNotYet',
  channel_failed: 'campaigns.becauseChannelFailed',
  no_contact: 'campaigns.becauseNoContact',
  campaign_ended: 'campaigns.becauseCampaignEnded',
  booked: 'campaigns.becauseBooked',
  visited: 'campaigns.becauseVisited',
  declined: 'campaigns.becauseDeclined',
  left_audience: 'campaigns.becauseLeftAudience',
}

export function notSentWord({ reason, kind }: Pick<NotSent, 'reason' | 'kind'>): MessageKey {
  return notSentWords[reason] ?? reasonWord(reason) ?? notSentKindWords[kind]
}

const actionWords: Readonly<Record<string, MessageKey>> = {
  confirm: 'campaigns.actionConfirm',
  move: 'campaigns.actionMove',
  cancel: 'campaigns.actionCancel',
  offer_times: 'campaigns.actionOfferTimes',
  book: 'campaigns.actionBook',
  not_now: 'campaigns.actionNotNow',
  call_back: 'campaigns.actionCallBack',
  opt_out: 'campaigns.actionOptOut',
  nothing: 'campaigns.actionNothing',
}

/** What a digit of an answer does. */
export function actionWord(action: string): MessageKey {
  return actionWords[action] ?? 'campaigns.actionOther'
}

export interface SignedNumbers {
  /** 11.2 → “+11”, −4 → “−4”. */
  readonly whole: (value: number) => string
  /** A difference of shares in percentage points: 0.0803 → “+8.0”. */
  readonly points: (value: number, digits?: number) => string
  /** −4 → “−4”, 11.2 → “11”: the ends of an interval. */
  readonly plain: (value: number) => string
  readonly plainPoints: (value: number, digits?: number) => string
}

/** Numbers that say which way they go, with a real minus in every language. */
export function useSignedNumbers(): SignedNumbers {
  const intl = useIntl()
  const write = (value: number, digits: number, signDisplay: 'exceptZero' | 'auto'): string =>
    intl
      .formatNumber(value, { signDisplay, minimumFractionDigits: digits, maximumFractionDigits: digits })
      .replace('-', '−')
  return {
    whole: (value) => write(value, 0, 'exceptZero'),
    plain: (value) => write(value, 0, 'auto'),
    points: (value, digits = 1) => write(value * 100, digits, 'exceptZero'),
    plainPoints: (value, digits = 1) => write(value * 100, digits, 'auto'),
  }
}
