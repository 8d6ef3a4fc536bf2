// Why somebody whom an audience names could not be written to now. The order is the order of asking: each patient is
// counted under the first reason that holds, and the gate still decides for itself when the time comes.

export const leftOutReasons = [
  'in_a_campaign',
  'no_contact_wanted',
  'no_contact',
  'opted_out',
  'purpose_not_allowed',
  'consent_expired',
  'no_consent',
  'cap_reached',
] as const

export type LeftOutReason = (typeof leftOutReasons)[number]
