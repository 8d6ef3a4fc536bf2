import type { OutgoingMessage } from '../channel.ts'
import type { SmtpSettings } from './smtp-settings.ts'

/** The bare address of `Name <address>` or `address`; null when there is none that mail can be sent to. */
export function addressOf(mailbox: string): string | null {
  const address = (/<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim()
  return /^[^\s<>@",;:()\\]+@[^\s<>@",;:()\\]+$/.test(address) ? address : null
}

/** The message in nodemailer's terms. Nothing in it depends on the moment but Date, so a repeat is recognisable. */
export function mailOf(message: OutgoingMessage, settings: SmtpSettings, now: Temporal.Instant) {
  const sender = addressOf(message.from) ?? ''
  const domain = settings.messageIdDomain ?? sender.slice(sender.indexOf('@') + 1)
  return {
    messageId: `<${message.messageId}@${domain}>`,
    date: mailDate(now),
    from: message.from,
    to: message.to,
    ...(message.replyTo === null ? {} : { replyTo: message.replyTo }),
    subject: message.subject ?? '',
    text: message.text,
    ...(message.html === null ? {} : { html: message.html }),
    envelope: { from: settings.returnPath?.replace('{id}', message.messageId) ?? sender, to: [message.to] },
    headers: {
      // RFC 3834: an automatic answer must not answer this
      'Auto-Submitted': 'auto-generated',
      'Content-Language': message.language,
      ...unsubscribeHeaders(message.unsubscribe),
    },
    xMailer: false as const,
  }
}

/** RFC 2369 and RFC 8058. One-click is announced only where it can work: an https address that takes a POST. */
function unsubscribeHeaders(unsubscribe: OutgoingMessage['unsubscribe']): Record<string, string> {
  if (unsubscribe === null) return {}
  const links = [unsubscribe.url, unsubscribe.mailto === null ? null : `mailto:${unsubscribe.mailto}`]
  const list = links.filter((link) => link !== null).map((link) => `<${link}>`)
  const oneClick = unsubscribe.url.startsWith('https://')
  return {
    'List-Unsubscribe': list.join(', '),
    ...(oneClick ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
  }
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** RFC 5322 §3.3, in UTC. */
function mailDate(now: Temporal.Instant): string {
  const utc = now.toZonedDateTimeISO('UTC')
  const time = utc.toPlainTime().toString({ smallestUnit: 'second' })
  return `${weekdays[utc.dayOfWeek - 1]}, ${utc.day} ${months[utc.month - 1]} ${utc.year} ${time} +0000`
}
