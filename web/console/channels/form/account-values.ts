import type { AddAccount, AddedAccount } from '../../../../src/outreach/contract/channels.ts'
import type { MessageKey } from '../../messages/keys.ts'

type NumberValue = number | ''

/** What stands in the fields; those of other kinds are kept while the kind is changed to and fro. */
export interface AccountValues {
  readonly kind: AddAccount['kind']
  readonly sender: string
  readonly host: string
  readonly port: NumberValue
  readonly systemId: string
  readonly systemType: string
  readonly smppTls: boolean
  readonly longMessages: 'udh' | 'sar' | 'payload'
  readonly user: string
  readonly smtpTls: 'starttls' | 'implicit' | 'none'
  readonly perSecond: NumberValue
  /** Behind the beginning of all secrets; empty: none is needed. */
  readonly secret: string
  /** Whole currency units. */
  readonly partCost: NumberValue
  readonly acceptsReplies: boolean
}

export const emptyAccount: AccountValues = {
  kind: 'smpp',
  sender: '',
  host: '',
  port: '',
  systemId: '',
  systemType: '',
  smppTls: false,
  longMessages: 'udh',
  user: '',
  smtpTls: 'starttls',
  perSecond: '',
  secret: '',
  partCost: '',
  acceptsReplies: true,
}

export type AccountFaults = Readonly<Partial<Record<keyof AccountValues, MessageKey>>>

export function isReal({ kind }: Pick<AccountValues, 'kind'>): boolean {
  return kind === 'smpp' || kind === 'smtp'
}

export function isSms({ kind }: Pick<AccountValues, 'kind'>): boolean {
  return kind === 'smpp' || kind === 'loopback-sms'
}

/** What is missing before the server is asked; everything else the server judges, as it does for the command line. */
export function missingOf(values: AccountValues): AccountFaults {
  const faults: { -readonly [Field in keyof AccountFaults]: MessageKey } = {}
  if (values.sender.trim() === '') faults.sender = senderFault(values)
  if (isReal(values) && values.host.trim() === '') faults.host = 'channelForm.faultHost'
  if (values.kind === 'smpp' && values.systemId.trim() === '') faults.systemId = 'channelForm.faultSystemId'
  return faults
}

const minorPerUnit = 100
/** Providers charge ten-thousandths. */
const finest = 10_000

export function bodyOf(values: AccountValues): AddAccount {
  const { kind, sender, secret, perSecond, partCost } = values
  return {
    kind,
    sender: sender.trim(),
    settings: settingsOf(values),
    secret: isReal(values) && secret.trim() !== '' ? secret.trim() : null,
    perSecond: isReal(values) && perSecond !== '' ? perSecond : null,
    partCostMinor: partCost === '' ? 0 : Math.round(partCost * minorPerUnit * finest) / finest,
    acceptsReplies: isSms(values) && values.acceptsReplies,
  }
}

function settingsOf(values: AccountValues): AddAccount['settings'] {
  const { kind, host, port, systemId, systemType, user } = values
  if (!isReal(values)) return {}
  const server = { host: host.trim(), ...(port === '' ? {} : { port }) }
  if (kind === 'smtp')
    return { ...server, tls: values.smtpTls, ...(user.trim() === '' ? {} : { user: user.trim() }) }
  return {
    ...server,
    tls: values.smppTls,
    systemId: systemId.trim(),
    longMessages: values.longMessages,
    ...(systemType.trim() === '' ? {} : { systemType: systemType.trim() }),
  }
}

type Refusal = Extract<AddedAccount, { readonly outcome: 'refused' }>

const fieldFaults = {
  host: ['host', 'channelForm.faultHost'],
  port: ['port', 'channelForm.faultPort'],
  systemId: ['systemId', 'channelForm.faultSystemId'],
  systemType: ['systemType', 'channelForm.faultSystemType'],
  user: ['user', 'channelForm.faultUser'],
  partsPerSecond: ['perSecond', 'channelForm.faultPace'],
  messagesPerSecond: ['perSecond', 'channelForm.faultPace'],
} as const satisfies Readonly<Record<string, readonly [keyof AccountValues, MessageKey]>>

/** Where the server's refusal belongs, and how to mend it. */
export function faultsOf({ problem, fields }: Refusal, values: AccountValues): AccountFaults {
  switch (problem) {
    case 'settings': {
      const known = fields.flatMap((field) =>
        Object.hasOwn(fieldFaults, field) ? [fieldFaults[field as keyof typeof fieldFaults]] : [],
      )
      return known.length === 0 ? { host: 'channelForm.faultSettings' } : Object.fromEntries(known)
    }
    case 'sender':
      return { sender: senderFault(values) }
    case 'secret_name':
      return { secret: 'channelForm.faultSecretName' }
    case 'secret_missing':
      return { secret: 'channelForm.faultSecretMissing' }
    case 'key_unusable':
    case 'wrong_channel':
      return { host: 'channelForm.faultSettings' }
  }
}

function senderFault(values: AccountValues): MessageKey {
  return isSms(values) ? 'channelForm.faultSenderSms' : 'channelForm.faultSenderMail'
}
