import type { TimelineEntry } from '../../../../src/insights/contract/timeline.ts'
import type { MessageKey } from '../../messages/keys.ts'

type ConsentEntry = Extract<TimelineEntry, { kind: 'consent' }>

export const channelWords: Readonly<Record<ConsentEntry['channel'], MessageKey>> = {
  sms: 'patients.channelSms',
  call: 'patients.channelCall',
  email: 'patients.channelEmail',
  letter: 'patients.channelLetter',
  any: 'patients.channelAny',
}

const purposes: Readonly<Record<string, MessageKey>> = {
  visit_admin: 'patients.purposeVisits',
  care_recall: 'patients.purposeRecall',
  reactivation: 'patients.purposeReactivation',
  feedback: 'patients.purposeFeedback',
  marketing: 'patients.purposeMarketing',
}

/** The word for a purpose of the consent ledger; `all` and what is not known here cover every purpose. */
export function purposeWord(purpose: string): MessageKey {
  return purposes[purpose] ?? 'patients.purposeAll'
}
