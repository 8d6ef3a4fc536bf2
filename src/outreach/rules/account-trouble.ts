// What keeps an account from sending, from what the channel said of it.
// - A channel's own words are kept as the detail, for whoever talks to the provider; the kind is what staff read.
// - Words that nobody knows are "other", never guessed at.

export const troubleKinds = [
  'settings_invalid',
  'secret_missing',
  'key_unusable',
  'sender_unusable',
  'wrong_channel',
  'unreachable',
  'name_unknown',
  'silent',
  'login_refused',
  'encryption',
  'lost',
  'other',
] as const
export type TroubleKind = (typeof troubleKinds)[number]

export interface AccountTrouble {
  readonly kind: TroubleKind
  /** Fields of the settings, the name of a secret, or the provider's own words; null: nothing to add. */
  readonly detail: string | null
}

/** The first that matches counts: a login is refused over a connection that is then lost. */
const signs: readonly (readonly [TroubleKind, RegExp])[] = [
  // bind refused: ESME_RBINDFAIL, ESME_RINVPASWD, ESME_RINVSYSID
  ['login_refused', /bind refused with command_status 0x000[def]\b|\bAUTH\b|\bEAUTH\b|\b(?:530|534|535)\b/],
  ['name_unknown', /\b(?:ENOTFOUND|EAI_AGAIN|EDNS)\b/],
  ['encryption', /\bETLS\b|\bERR_(?:TLS|SSL)_\w+|CERT|SELF_SIGNED|STARTTLS|UNABLE_TO_/],
  ['silent', /in time\b|no answer\b|\bETIMEDOUT\b/],
  ['unreachable', /\b(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ECONNECTION|ESOCKET)\b|no connection/],
  ['lost', /closed the connection|\bECONNRESET\b|\bEPIPE\b|unbound/],
]

/** Sorts a channel's `lastFailure`. */
export function troubleOfFailure(failure: string): AccountTrouble {
  const found = signs.find(([, sign]) => sign.test(failure))
  return { kind: found?.[0] ?? 'other', detail: failure }
}
