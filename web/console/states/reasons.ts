import type { MessageKey } from '../messages/keys.ts'
import { knownWord } from '../messages/known-word.ts'

// Why the gate sent, held or withheld: the keys stored with every decision, and their words.
export const reasonWords = {
  all_clear: 'states.reasonAllClear',
  deceased: 'states.reasonDeceased',
  merged: 'states.reasonMerged',
  left_clinic: 'states.reasonLeftClinic',
  no_contact_wanted: 'states.reasonNoContactWanted',
  opted_out: 'states.reasonOptedOut',
  stream_ended: 'states.reasonStreamEnded',
  stream_paused: 'states.reasonStreamPaused',
  type_off: 'states.reasonTypeOff',
  expired: 'states.reasonExpired',
  visit_ahead: 'states.reasonVisitAhead',
  appointment_gone: 'states.reasonAppointmentGone',
  address_invalid: 'states.reasonAddressInvalid',
  purpose_not_allowed: 'states.reasonPurposeNotAllowed',
  no_consent: 'states.reasonNoConsent',
  consent_expired: 'states.reasonConsentExpired',
  link_unreachable: 'states.reasonLinkUnreachable',
  account_paused: 'states.reasonAccountPaused',
  source_stale: 'states.reasonSourceStale',
  cap_reached: 'states.reasonCapReached',
  legal_limit: 'states.reasonLegalLimit',
  quiet_hours: 'states.reasonQuietHours',
  no_text: 'states.reasonNoText',
  message_torn: 'states.reasonMessageTorn',
} as const satisfies Readonly<Record<string, MessageKey>>

/** The words for a stored reason; undefined for one this version of the console does not know. */
export function reasonWord(reason: string): MessageKey | undefined {
  return knownWord(reasonWords, reason)
}
