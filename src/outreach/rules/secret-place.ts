// Which secrets a clinic may name in the console. Whoever adds an account chooses the server that is told the password, so that
// nobody may name a secret that is not kept for this: the practice system's, or another clinic's. The command line is the operator's
// and knows no such limit.

/** Names of the secrets begin with this; where several clinics share an installation, each has its own beginning. */
export function secretPrefix(clinicKey: string, isAlone: boolean): string {
  return isAlone ? 'channel_' : `channel_${clinicKey.toLowerCase()}_`
}

const ending = /^[a-z0-9_]{1,40}$/

/** `sms` as it is typed behind the beginning; null: no name that a secret could have. */
export function secretNameOf(prefix: string, typed: string): string | null {
  const name = typed.trim().toLowerCase()
  return ending.test(name) ? `${prefix}${name}` : null
}
