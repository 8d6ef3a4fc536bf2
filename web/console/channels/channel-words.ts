import type { ChannelAccount } from '../../../src/outreach/contract/channels.ts'
import { secretVariable } from '../../../src/outreach/contract/secret-variable.ts'
import { useNumbers } from '../../ui/numbers.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'

type Trouble = NonNullable<ChannelAccount['trouble']>

const troubleWords = {
  settings_invalid: 'channels.troubleSettingsInvalid',
  secret_missing: 'channels.troubleSecretMissing',
  key_unusable: 'channels.troubleKeyUnusable',
  sender_unusable: 'channels.troubleSenderUnusable',
  wrong_channel: 'channels.troubleWrongChannel',
  unreachable: 'channels.troubleUnreachable',
  name_unknown: 'channels.troubleNameUnknown',
  silent: 'channels.troubleSilent',
  login_refused: 'channels.troubleLoginRefused',
  encryption: 'channels.troubleEncryption',
  lost: 'channels.troubleLost',
  other: 'channels.troubleOther',
} as const satisfies Readonly<Record<Trouble['kind'], MessageKey>>

/** Their detail is a name or a field, which the sentence says itself. */
const namesItself: ReadonlySet<Trouble['kind']> = new Set([
  'settings_invalid',
  'secret_missing',
  'key_unusable',
  'sender_unusable',
  'wrong_channel',
])

/** Their detail is the name of a secret. */
const namesSecret: ReadonlySet<Trouble['kind']> = new Set(['secret_missing', 'key_unusable'])

/** What is wrong and what to do about it, and the provider's own words where there are any. */
export function useTroubleWords(): (trouble: Trouble) => {
  readonly help: string
  readonly words: string | null
} {
  const text = useText()
  return ({ kind, detail }) => ({
    help: text(troubleWords[kind], {
      detail: namesSecret.has(kind) ? secretVariable(detail ?? '') : (detail ?? ''),
    }),
    words: namesItself.has(kind) ? null : detail,
  })
}

/** “in KEMBALI_SECRET_CARRIER”. */
export function useSecretWords(): (name: string | null) => string {
  const text = useText()
  return (name) =>
    name === null ? text('channels.noSecret') : text('channels.secretIn', { variable: secretVariable(name) })
}

/** What a part of an SMS or an e-mail costs; providers charge fractions of a cent. */
export function useCostWords(currency: string): (account: ChannelAccount) => string {
  const text = useText()
  const numbers = useNumbers()
  return ({ partCostMinor }) =>
    partCostMinor === 0 ? text('channels.free') : numbers.money(partCostMinor, currency)
}

/** Never a bare zero. */
export function useCountWords(): (count: number) => string {
  const text = useText()
  const numbers = useNumbers()
  return (count) => (count === 0 ? text('channels.zero') : numbers.count(count))
}
