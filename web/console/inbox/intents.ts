import type { MessageKey } from '../messages/keys.ts'
import { knownWord } from '../messages/known-word.ts'

// What a text was understood as: the keys the server stores with it, and their words.
const intents = {
  choice: 'inbox.meansChoice',
  yes: 'inbox.meansYes',
  keep: 'inbox.meansKeep',
  thanks: 'inbox.meansThanks',
  unknown: 'inbox.meansUnknown',
  urgent: 'inbox.meansUrgent',
  deceased: 'inbox.meansDeceased',
  wrong_number: 'inbox.meansWrongNumber',
  complaint: 'inbox.meansComplaint',
  reschedule: 'inbox.meansReschedule',
  cancel: 'inbox.meansCancel',
  running_late: 'inbox.meansRunningLate',
  insurance: 'inbox.meansInsurance',
  cost: 'inbox.meansCost',
  fear: 'inbox.meansFear',
  no_need: 'inbox.meansNoNeed',
  later: 'inbox.meansLater',
  time: 'inbox.meansTime',
  question: 'inbox.meansQuestion',
  decline: 'inbox.meansDecline',
  opt_out: 'inbox.meansOptOut',
  start: 'inbox.meansStart',
  help: 'inbox.meansHelp',
  ambiguous: 'inbox.meansAmbiguous',
  repeated: 'inbox.meansRepeated',
} as const satisfies Readonly<Record<string, MessageKey>>

/** The words for a stored intent; undefined for one this version of the console does not know. */
export function intentWord(intent: string): MessageKey | undefined {
  return knownWord(intents, intent)
}
