import type { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import type { Clock } from '../../../platform/clock/clock.ts'
import type {
  Channel,
  ChannelHealth,
  ChannelLog,
  OutgoingMessage,
  QueryAnswer,
  SendOutcome,
} from '../channel.ts'
import { tooLate } from '../too-late.ts'
import { addressOf, mailOf } from './mail.ts'
import { isAboutMessage, outcomeOfFailure, type SmtpFailure } from './smtp-reply.ts'
import type { SmtpSettings } from './smtp-settings.ts'

export interface SmtpChannelOptions {
  readonly settings: SmtpSettings
  readonly password: string | null
  /** PEM, RSA; null when the account does not sign. */
  readonly dkimPrivateKey: string | null
  readonly clock: Clock
  readonly log: ChannelLog
}

/** Both unsubscribe headers must be under the signature (RFC 8058 §4), which is more than nodemailer signs by itself. */
const signedHeaders =
  'From:Reply-To:Subject:Date:Message-ID:To:MIME-Version:Content-Type:Content-Language:Auto-Submitted:List-Unsubscribe:List-Unsubscribe-Post'

const longestTimerMs = 2 ** 31 - 1

/** E-mail by SMTP, over a pool of connections that are opened when there is something to send. */
export function createSmtpChannel(options: SmtpChannelOptions): Channel {
  return new SmtpChannel(options)
}

function transportFor({ settings, password, dkimPrivateKey }: SmtpChannelOptions) {
  const { dkim, user } = settings
  return createTransport({
    pool: true,
    host: settings.host,
    port: settings.port,
    secure: settings.tls === 'implicit',
    requireTLS: settings.tls === 'starttls',
    ignoreTLS: settings.tls === 'none',
    maxConnections: settings.maxConnections,
    connectionTimeout: settings.connectTimeoutMs,
    greetingTimeout: settings.connectTimeoutMs,
    dnsTimeout: settings.connectTimeoutMs,
    socketTimeout: settings.responseTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(settings.messagesPerSecond === null
      ? {}
      : { rateLimit: settings.messagesPerSecond, rateDelta: 1000 }),
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    ...(dkim === null || dkimPrivateKey === null
      ? {}
      : {
          dkim: {
            domainName: dkim.domain,
            keySelector: dkim.selector,
            privateKey: dkimPrivateKey,
            headerFieldNames: signedHeaders,
          },
        }),
  })
}

class SmtpChannel implements Channel {
  readonly kind = 'email'
  readonly capabilities = { statusQuery: 'none', receipts: false, inbound: false } as const
  readonly #options: SmtpChannelOptions
  readonly #transport: ReturnType<typeof transportFor>
  /** The content streams nodemailer made for each message on its way. */
  readonly #contents = new Map<string, Readable[]>()
  readonly #sending = new Set<Promise<unknown>>()
  #state: ChannelHealth['state'] = 'ready'
  #since: Temporal.Instant
  #lastFailure: string | null = null

  constructor(options: SmtpChannelOptions) {
    this.#options = options
    this.#since = options.clock.now()
    this.#transport = transportFor(options)
    this.#transport.on('error', () => undefined) // every failure also reaches the message it concerns
    this.#transport.use('stream', (mail, done) => {
      const { message } = mail
      const create = message.createReadStream.bind(message)
      message.createReadStream = (streamOptions) => {
        const content = create(streamOptions)
        this.#contents.get(String(mail.data.messageId))?.push(content)
        return content
      }
      done()
    })
  }

  send(message: OutgoingMessage): Promise<SendOutcome> {
    const sending = this.#deliver(message)
    this.#sending.add(sending)
    return sending.finally(() => this.#sending.delete(sending))
  }

  async #deliver(message: OutgoingMessage): Promise<SendOutcome> {
    const { settings, clock } = this.#options
    const late = this.#state === 'closed' ? 'the channel is closed' : tooLate(message, clock.now())
    if (late !== null) return { kind: 'temporary', reason: late, retryAfterSeconds: null }
    if (addressOf(message.to) !== message.to) {
      return { kind: 'permanent', reason: 'not a usable address', addressIsBad: true }
    }
    if (addressOf(message.from) === null) {
      return { kind: 'permanent', reason: 'the sender is not an address', addressIsBad: false }
    }
    const mail = mailOf(message, settings, clock.now())
    const contents: Readable[] = []
    this.#contents.set(mail.messageId, contents)
    const deadline = this.#deadline(message, contents)
    try {
      await this.#transport.sendMail({ ...mail, signal: deadline.signal })
      this.#enter('ready')
      return { kind: 'accepted', providerMessageId: mail.messageId, partIds: [mail.messageId] }
    } catch (error) {
      const failure = failureOf(error, contents)
      const outcome = outcomeOfFailure(failure)
      if (!isAboutMessage(failure)) this.#fail(outcome.reason)
      return outcome
    } finally {
      clearTimeout(deadline.timer)
      this.#contents.delete(mail.messageId)
    }
  }

  /** Takes the message back when its claim ends while it still waits for a connection; never once it is being read. */
  #deadline(message: OutgoingMessage, contents: readonly Readable[]) {
    const controller = new AbortController()
    const { submitBy } = message
    if (submitBy === undefined || submitBy === null) return { signal: controller.signal, timer: undefined }
    const milliseconds = this.#options.clock.now().until(submitBy).total('milliseconds')
    const takeBack = () => {
      if (!hasBegun(contents)) controller.abort()
    }
    return { signal: controller.signal, timer: setTimeout(takeBack, Math.min(milliseconds, longestTimerMs)) }
  }

  query(): Promise<QueryAnswer> {
    return Promise.resolve({ kind: 'unsupported' })
  }

  async ready(): Promise<boolean> {
    if (this.#state === 'closed') return false
    try {
      await this.#transport.verify()
      this.#enter('ready')
      return true
    } catch (error) {
      this.#fail(outcomeOfFailure(failureOf(error, [])).reason)
      return false
    }
  }

  health(): ChannelHealth {
    return {
      state: this.#state,
      since: this.#since,
      lastFailure: this.#lastFailure,
      inFlight: this.#sending.size,
    }
  }

  async close(): Promise<void> {
    this.#enter('closed')
    await Promise.allSettled(this.#sending)
    this.#transport.close()
  }

  #fail(reason: string): void {
    this.#lastFailure = reason
    this.#options.log.warn({ host: this.#options.settings.host, reason }, 'SMTP server not reached')
    this.#enter('waiting')
  }

  #enter(state: ChannelHealth['state']): void {
    if (this.#state === state || this.#state === 'closed') return
    this.#state = state
    this.#since = this.#options.clock.now()
  }
}

function failureOf(error: unknown, contents: readonly Readable[]): SmtpFailure {
  return {
    code: textField(error, 'code'),
    command: textField(error, 'command'),
    response: textField(error, 'response'),
    responseCode: Number(textField(error, 'responseCode')) || null,
    contentStarted: hasBegun(contents),
  }
}

function hasBegun(contents: readonly Readable[]): boolean {
  return contents.some((content) => content.readableDidRead)
}

function textField(error: unknown, name: string): string | null {
  if (typeof error !== 'object' || error === null) return null
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
