import type { MessageKey } from '../../messages/keys.ts'

// What a message is called in a history, by the beginning of its key in the packs; the longest beginning counts.
const titles: readonly (readonly [string, MessageKey])[] = [
  ['recall_education', 'patients.messageEducation'],
  ['recall_invitation', 'patients.messageInvitation'],
  ['recall_reminder', 'patients.messageReminder'],
  ['reactivation_reminder', 'patients.messageReminder'],
  ['reactivation_', 'patients.messageReactivation'],
  ['visit_confirm', 'patients.messageConfirm'],
  ['visit_day_before', 'patients.messageDayBefore'],
  ['visit_missed', 'patients.messageMissed'],
  ['reply_', 'patients.messageReply'],
]

export function messageTitle(message: string, isReply: boolean): MessageKey {
  const found = titles.find(([beginning]) => message.startsWith(beginning))
  if (found) return found[1]
  // Written by a person in the inbox: there is no key for it in the packs.
  return isReply ? 'patients.messageStaff' : 'patients.messageOther'
}
