import { createPrivateKey } from 'node:crypto'
import type { z } from 'zod'
import type { Clock } from '../../platform/clock/clock.ts'
import { assertNever } from '../../platform/rules/assert-never.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import type { Channel, ChannelKind, ChannelListeners, ChannelLog } from './channel.ts'
import { createLoopbackChannel } from './loopback/loopback-channel.ts'
import type { InboundParts } from './smpp/inbound-parts.ts'
import { createSmppChannel } from './smpp/smpp-channel.ts'
import { smppSettings } from './smpp/smpp-settings.ts'
import { addressOf } from './smtp/mail.ts'
import { createSmtpChannel } from './smtp/smtp-channel.ts'
import { type SmtpSettings, smtpSettings } from './smtp/smtp-settings.ts'

/** A clinic's account at a provider, as its row holds it. */
export interface ChannelAccount {
  readonly id: string
  readonly channel: ChannelKind
  readonly provider: 'smpp' | 'smtp' | 'loopback'
  readonly sender: string
  /** Checked here against the provider's own schema. */
  readonly settings: unknown
  /** Where the password is to be found; null when the provider asks for none. */
  readonly secretName: string | null
}

export interface ChannelDeps {
  readonly secret: (name: string) => string | null
  readonly listeners: ChannelListeners
  readonly clock: Clock
  readonly log: ChannelLog
  /** Where parts of long inbound SMS wait; without it they are refused, to be delivered again. */
  readonly parts?: InboundParts
}

/** Why an account cannot be used; `paths` and `name` are for the person who keeps the settings. */
export type ChannelProblem =
  | { readonly kind: 'settings-invalid'; readonly paths: readonly string[] }
  | { readonly kind: 'secret-missing'; readonly name: string }
  | { readonly kind: 'dkim-key-unusable'; readonly name: string }
  | { readonly kind: 'sender-unusable' }
  | { readonly kind: 'wrong-channel' }

/** Makes the channel of an account. SMPP connects at once; the others when there is something to send. */
export function channelFor(account: ChannelAccount, deps: ChannelDeps): Result<Channel, ChannelProblem> {
  switch (account.provider) {
    case 'smpp':
      return account.channel === 'sms' ? smppFor(account, deps) : fail({ kind: 'wrong-channel' })
    case 'smtp':
      return account.channel === 'email' ? smtpFor(account, deps) : fail({ kind: 'wrong-channel' })
    case 'loopback':
      return ok(createLoopbackChannel({ kind: account.channel, receiptsBy: 'timer', ...deps }))
    default:
      return assertNever(account.provider)
  }
}

function smppFor(account: ChannelAccount, deps: ChannelDeps): Result<Channel, ChannelProblem> {
  const settings = read(smppSettings, account.settings)
  if (!settings.ok) return settings
  const password = secretOf(account.secretName, deps)
  if (!password.ok) return password
  return ok(createSmppChannel({ ...deps, settings: settings.value, password: password.value ?? '' }))
}

function smtpFor(account: ChannelAccount, deps: ChannelDeps): Result<Channel, ChannelProblem> {
  const settings = read(smtpSettings, account.settings)
  if (!settings.ok) return settings
  if (addressOf(account.sender) === null) return fail({ kind: 'sender-unusable' })
  const password = secretOf(account.secretName, deps)
  if (!password.ok) return password
  const key = dkimKey(settings.value, deps)
  if (!key.ok) return key
  return ok(
    createSmtpChannel({
      settings: settings.value,
      password: password.value,
      dkimPrivateKey: key.value,
      clock: deps.clock,
      log: deps.log,
    }),
  )
}

function read<T>(schema: z.ZodType<T>, settings: unknown): Result<T, ChannelProblem> {
  const parsed = schema.safeParse(settings)
  if (parsed.success) return ok(parsed.data)
  const paths = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  )
  return fail({ kind: 'settings-invalid', paths })
}

function secretOf(name: string | null, deps: ChannelDeps): Result<string | null, ChannelProblem> {
  if (name === null) return ok(null)
  const secret = deps.secret(name)
  return secret === null ? fail({ kind: 'secret-missing', name }) : ok(secret)
}

/** nodemailer sends unsigned when it cannot sign, and signs with RSA only: better to know before the first message. */
function dkimKey(settings: SmtpSettings, deps: ChannelDeps): Result<string | null, ChannelProblem> {
  if (settings.dkim === null) return ok(null)
  const name = settings.dkim.privateKeySecretName
  const secret = secretOf(name, deps)
  if (!secret.ok) return secret
  try {
    const isRsa = createPrivateKey(secret.value ?? '').asymmetricKeyType === 'rsa'
    return isRsa ? secret : fail({ kind: 'dkim-key-unusable', name })
  } catch {
    return fail({ kind: 'dkim-key-unusable', name })
  }
}
