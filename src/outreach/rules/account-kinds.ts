import { assertNever } from '../../platform/rules/assert-never.ts'

// The kinds of account that can be added. A loopback keeps every message inside: to look around before anything is sent.

export const accountKinds = ['smpp', 'smtp', 'loopback-sms', 'loopback-email'] as const
export type AccountKind = (typeof accountKinds)[number]

export function channelOf(kind: AccountKind): {
  readonly channel: 'sms' | 'email'
  readonly provider: 'smpp' | 'smtp' | 'loopback'
} {
  switch (kind) {
    case 'smpp':
      return { channel: 'sms', provider: 'smpp' }
    case 'smtp':
      return { channel: 'email', provider: 'smtp' }
    case 'loopback-sms':
      return { channel: 'sms', provider: 'loopback' }
    case 'loopback-email':
      return { channel: 'email', provider: 'loopback' }
    default:
      return assertNever(kind)
  }
}

/** Both real channels know how fast they may go, each in the unit that its provider counts; what the settings say goes first. */
export function withPace(
  kind: AccountKind,
  settings: Readonly<Record<string, unknown>>,
  perSecond: number | null,
): Readonly<Record<string, unknown>> {
  if (perSecond === null) return settings
  switch (kind) {
    case 'smpp':
      return { partsPerSecond: perSecond, ...settings }
    case 'smtp':
      return { messagesPerSecond: perSecond, ...settings }
    case 'loopback-sms':
    case 'loopback-email':
      return settings
    default:
      return assertNever(kind)
  }
}
