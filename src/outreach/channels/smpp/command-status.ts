import type { SendOutcome } from '../channel.ts'

/** command_status values we act on (SMPP 3.4 §5.1.3). */
export const commandStatus = {
  ok: 0x0000,
  invalidMessageLength: 0x0001,
  invalidCommandLength: 0x0002,
  invalidCommandId: 0x0003,
  incorrectBindStatus: 0x0004,
  systemError: 0x0008,
  invalidDestination: 0x000b,
  invalidMessageId: 0x000c,
  queueFull: 0x0014,
  submitFailed: 0x0045,
  throttled: 0x0058,
  temporaryApplicationError: 0x0064,
  queryFailed: 0x0067,
} as const

/** How an account may have its SMSC's own codes (0x0400–0x04ff) understood, and the standard ones overruled. */
export type StatusMeaning = 'temporary' | 'permanent' | 'bad-address'

/**
 * Statuses by which the SMSC says "not now". Every other standard status is a refusal that the same PDU would get
 * again. Codes outside the standard are temporary unless the account says otherwise: the attempts are bounded, and
 * a patient is not given up for a code nobody knows.
 */
const temporary = new Set<number>([
  commandStatus.incorrectBindStatus,
  commandStatus.systemError,
  commandStatus.queueFull,
  commandStatus.submitFailed,
  commandStatus.throttled,
  commandStatus.temporaryApplicationError,
  0x00fe, // ESME_RDELIVERYFAILURE
  0x00ff, // ESME_RUNKNOWNERR
])

const lastStandardStatus = 0x0112

/** What a refused submit_sm means for the message. `status` is not ESME_ROK. */
export function refusal(
  status: number,
  meanings: Readonly<Record<string, StatusMeaning>>,
): Exclude<SendOutcome, { kind: 'accepted' | 'unknown' | 'torn' }> {
  const code = statusCode(status)
  const reason = `refused by the SMSC with command_status ${code}`
  switch (meanings[code] ?? standardMeaning(status)) {
    case 'temporary':
      return { kind: 'temporary', reason, retryAfterSeconds: null }
    case 'bad-address':
      return { kind: 'permanent', reason, addressIsBad: true }
    case 'permanent':
      return { kind: 'permanent', reason, addressIsBad: false }
  }
}

function standardMeaning(status: number): StatusMeaning {
  if (status === commandStatus.invalidDestination) return 'bad-address'
  return temporary.has(status) || status > lastStandardStatus ? 'temporary' : 'permanent'
}

/** `0x0058`: as SMSC manuals write it, and as account settings name it. */
export function statusCode(status: number): string {
  return `0x${status.toString(16).padStart(4, '0')}`
}
