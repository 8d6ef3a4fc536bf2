import type { SendOutcome } from '../channel.ts'

/** What nodemailer tells of a failed message. */
export interface SmtpFailure {
  readonly code: string | null
  readonly command: string | null
  readonly responseCode: number | null
  readonly response: string | null
  /** Whether a single byte of the message had been given to the connection: only then could it have been taken. */
  readonly contentStarted: boolean
}

/** Enhanced status codes (RFC 3463, RFC 7505) by which the address itself is wrong. 5.7.x is the sender's problem. */
const badAddress = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10'])

/** Old servers give no enhanced code; these are the words they say instead. */
const noSuchUser =
  /\b(user|recipient|mailbox|address)\b.{0,40}\b(unknown|not found|does not exist|doesn't exist|invalid|no longer)\b|\b(no such|unknown|invalid) (user|recipient|mailbox|address|local part)\b/i

const retryAfterDeferralSeconds = 300

/**
 * A reply to the envelope or the content is the server's word on this message. A reply to anything else (greeting,
 * STARTTLS, login) is about the session, whatever its number. Without a reply, a message whose content had begun to
 * flow may have been taken (the final dot and its 250 cross on the wire); anything earlier was not.
 */
export function outcomeOfFailure(failure: SmtpFailure): Exclude<SendOutcome, { kind: 'accepted' }> {
  if (isAboutMessage(failure)) return outcomeOfReply(failure)
  if (failure.contentStarted) {
    return { kind: 'unknown', reason: `connection lost after DATA (${failure.code ?? '?'})` }
  }
  if (failure.response !== null) {
    return { kind: 'temporary', reason: replyReason(failure), retryAfterSeconds: retryAfterDeferralSeconds }
  }
  switch (failure.code) {
    case 'EENVELOPE':
      return { kind: 'permanent', reason: 'the envelope cannot be sent', addressIsBad: false }
    case 'EMESSAGE':
      return { kind: 'permanent', reason: 'larger than the server takes', addressIsBad: false }
    default:
      return {
        kind: 'temporary',
        reason: `no connection (${failure.code ?? '?'})`,
        retryAfterSeconds: null,
        isUnconnected: true,
      }
  }
}

/** Replies that refuse the session although they answer MAIL FROM: not logged in, or commands out of order. */
const aboutSession = new Set([503, 530, 534, 535, 538])

export function isAboutMessage(failure: SmtpFailure): boolean {
  const { code, responseCode } = failure
  if (responseCode === null || responseCode < 400 || aboutSession.has(responseCode)) return false
  return code === 'EENVELOPE' || code === 'EMESSAGE'
}

function outcomeOfReply(failure: SmtpFailure): Exclude<SendOutcome, { kind: 'accepted' | 'unknown' }> {
  const reason = replyReason(failure)
  if (failure.responseCode === null || failure.responseCode < 500) {
    return { kind: 'temporary', reason, retryAfterSeconds: retryAfterDeferralSeconds }
  }
  const enhanced = enhancedCode(failure.response)
  const isNoSuchUser =
    failure.command === 'RCPT TO' && failure.responseCode !== 554 && noSuchUser.test(failure.response ?? '')
  const addressIsBad = enhanced === null ? isNoSuchUser : badAddress.has(enhanced)
  return { kind: 'permanent', reason, addressIsBad }
}

function enhancedCode(response: string | null): string | null {
  return /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1] ?? null
}

/** The first line of the reply without what names the patient: servers like to quote the address. */
function replyReason(failure: SmtpFailure): string {
  const line = (failure.response ?? '').split(/\r?\n/)[0] ?? ''
  const bare = line.replace(/<[^>]*>|[^\s<>"'()]+@[^\s<>"'()]+/g, '<address>')
  return `${failure.command ?? 'SMTP'}: ${bare}`.slice(0, 200)
}
