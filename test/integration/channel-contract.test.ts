import type { ChannelKind } from '../../src/outreach/channels/channel.ts'
import { createLoopbackChannel } from '../../src/outreach/channels/loopback/loopback-channel.ts'
import { createSmppChannel } from '../../src/outreach/channels/smpp/smpp-channel.ts'
import { smppSettings } from '../../src/outreach/channels/smpp/smpp-settings.ts'
import { createSmtpChannel } from '../../src/outreach/channels/smtp/smtp-channel.ts'
import { smtpSettings } from '../../src/outreach/channels/smtp/smtp-settings.ts'
import { MovableClock, systemClock } from '../../src/platform/clock/clock.ts'
import { quietLog } from '../support/quiet-log.ts'
import {
  type AcceptedSms,
  type SmppServer,
  type SmppServerOptions,
  type SubmitAnswer,
  startSmppServer,
} from '../support/smpp-server.ts'
import { type MailAnswer, type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts'
import {
  type ContractAddress,
  type ContractHarness,
  describeChannel,
  type Heard,
} from './channel-contract.ts'

const numbers: Readonly<Record<ContractAddress, string>> = {
  good: '+48601234567',
  undeliverable: '+48600000001',
  temporaryOnce: '+48600000002',
  unknownAddress: '+48600000003',
  refused: '+48600000004',
  answerLost: '+48600000005',
}
const mailboxes: Readonly<Record<ContractAddress, string>> = {
  good: 'anna@poczta.example',
  undeliverable: 'undeliverable@example.org',
  temporaryOnce: 'temporary-once@example.org',
  unknownAddress: 'unknown-address@example.org',
  refused: 'refused@example.org',
  answerLost: 'answer-lost@example.org',
}

function loopback(kind: ChannelKind) {
  return (heard: Heard): Promise<ContractHarness> => {
    const clock = new MovableClock(Temporal.Instant.from('2027-03-16T08:00:00Z'))
    const { listeners } = heard
    const channel = createLoopbackChannel({ kind, clock, listeners, receiptsBy: 'caller' })
    const addresses = kind === 'sms' ? numbers : mailboxes
    let key = 0
    return Promise.resolve({
      channel,
      addresses,
      received: () => channel.arrived.map(({ to, text }) => ({ to, text })),
      stopProvider: null,
      restartProvider: null,
      report: async () => {
        clock.advance({ seconds: 10 })
        await channel.deliverDue(clock.now())
      },
      receive: (text) => {
        key += 1
        return channel.receive({ from: addresses.good, to: 'clinic', text, key: String(key) }).then(
          () => 'kept' as const,
          () => 'deliver again' as const,
        )
      },
      close: () => Promise.resolve(),
    })
  }
}

function answerByNumber(sms: AcceptedSms, earlier: number, asked: Map<string, number>): SubmitAnswer {
  const times = asked.get(sms.to) ?? 0
  asked.set(sms.to, times + 1)
  switch (`+${sms.to}`) {
    case numbers.temporaryOnce:
      return times === 0 && earlier === 0 ? { status: 0x58 } : 'accept'
    case numbers.unknownAddress:
      return { status: 0x0b }
    case numbers.refused:
      return { status: 0x65 }
    case numbers.answerLost:
      return 'accept-then-drop'
    default:
      return 'accept'
  }
}

interface SmppVariant {
  readonly server?: SmppServerOptions
  readonly settings?: Record<string, unknown>
}

function smpp({ server: serverOptions = {}, settings = {} }: SmppVariant) {
  return async (heard: Heard): Promise<ContractHarness> => {
    const asked = new Map<string, number>()
    const start = (port: number): Promise<SmppServer> =>
      startSmppServer({
        ...serverOptions,
        port,
        password: 'secret',
        onSubmit: (sms, earlier) => answerByNumber(sms, earlier, asked),
      })
    let server = await start(0)
    const { port } = server
    const channel = createSmppChannel({
      settings: smppSettings.parse({
        host: '127.0.0.1',
        port,
        systemId: 'kembali',
        partsPerSecond: 1000,
        throttlePauseMs: 1,
        reconnectMinMs: 5,
        reconnectMaxMs: 20,
        ...settings,
      }),
      password: 'secret',
      listeners: heard.listeners,
      clock: systemClock,
      log: quietLog,
    })
    return {
      channel,
      addresses: numbers,
      received: () => wholeMessages(server.accepted),
      stopProvider: () => server.close(),
      restartProvider: async () => {
        server = await start(port)
      },
      report: async (to, status) => {
        const sms = server.accepted.findLast((candidate) => `+${candidate.to}` === to)
        if (sms === undefined) throw new Error('no such message')
        await server.sendReceipt(sms, status === 'delivered' ? 'DELIVRD' : 'UNDELIV')
      },
      receive: async (text) => {
        const status = await server.deliver({
          source_addr_ton: 1,
          source_addr_npi: 1,
          source_addr: '48601234567',
          destination_addr: '48221234567',
          data_coding: 8,
          short_message: Buffer.from(text, 'utf16le').swap16(),
        })
        return status === 0 ? 'kept' : 'deliver again'
      },
      close: () => server.close(),
    }
  }
}

/** Puts the parts of long messages together by number and reference, as a phone does. */
function wholeMessages(accepted: readonly AcceptedSms[]) {
  const whole: { to: string; text: string }[] = []
  const open = new Map<string, AcceptedSms[]>()
  for (const sms of accepted) {
    if (sms.part === null) {
      whole.push({ to: `+${sms.to}`, text: sms.text })
      continue
    }
    const key = `${sms.to}|${sms.part.reference}|${sms.part.total}`
    const parts = [...(open.get(key) ?? []), sms]
    open.set(key, parts)
    if (parts.length < sms.part.total) continue
    const ordered = parts.toSorted((one, other) => (one.part?.sequence ?? 0) - (other.part?.sequence ?? 0))
    whole.push({ to: `+${sms.to}`, text: ordered.map((part) => part.text).join('') })
    open.delete(key)
  }
  return whole
}

function answerByMailbox(recipient: string, earlier: number): MailAnswer {
  switch (recipient) {
    case mailboxes.temporaryOnce:
      return earlier === 0
        ? { at: 'recipient', reply: '451 4.7.1 <temporary-once@example.org> greylisted' }
        : 'accept'
    case mailboxes.unknownAddress:
      return { at: 'recipient', reply: '550 5.1.1 <unknown-address@example.org>: no such user' }
    case mailboxes.refused:
      return { at: 'data', reply: '550 5.7.1 refused@example.org does not want this' }
    case mailboxes.answerLost:
      return 'accept-then-drop'
    default:
      return 'accept'
  }
}

async function smtp(): Promise<ContractHarness> {
  const start = async (port: number): Promise<SmtpTestServer> => {
    const started = await startSmtpServer({ port, user: { name: 'lipa', password: 'secret' } })
    started.answer(answerByMailbox)
    return started
  }
  let server = await start(0)
  const { port } = server
  const channel = createSmtpChannel({
    settings: smtpSettings.parse({ host: '127.0.0.1', port, tls: 'none', user: 'lipa' }),
    password: 'secret',
    dkimPrivateKey: null,
    clock: systemClock,
    log: quietLog,
  })
  return {
    channel,
    addresses: mailboxes,
    received: () =>
      server.accepted.map(({ envelopeTo, mail }) => ({
        to: envelopeTo.join(),
        text: (mail.text ?? '').trimEnd(),
      })),
    stopProvider: () => server.close(),
    restartProvider: async () => {
      server = await start(port)
    },
    report: null,
    receive: null,
    close: () => server.close(),
  }
}

describeChannel('the loopback channel for SMS', loopback('sms'))
describeChannel('the loopback channel for e-mail', loopback('email'))
describeChannel('SMPP with TLV receipts and parts by UDH', smpp({}))
describeChannel(
  'SMPP with text receipts, hexadecimal ids, sar parts and query by id',
  smpp({
    server: { receiptForm: 'text', submitIds: 'hexadecimal', statusQuery: 'by-id' },
    settings: {
      longMessages: 'sar',
      statusQuery: 'by-id',
      messageIds: {
        submitted: 'hexadecimal',
        receipted: 'decimal',
        hexadecimalDigits: 8,
        hexadecimalLetters: 'upper',
      },
    },
  }),
)
describeChannel(
  'SMPP with message_payload and query by reference',
  smpp({
    server: { statusQuery: 'by-reference', receiptsCarryReference: true },
    settings: { longMessages: 'payload', statusQuery: 'by-reference', window: 3 },
  }),
)
describeChannel('SMTP', smtp)
