import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Fields, PDU } from 'smpp'
import { fail, ok, type Result } from '../../../platform/rules/result.ts'
import type { ChannelLog } from '../channel.ts'
import { commandStatus, statusCode } from './command-status.ts'
import { decodePdu, encodePdu, isResponse, type PduHeader, pduHeader } from './pdu-codec.ts'
import { PduFrames } from './pdu-frames.ts'

export type Answer =
  | { readonly kind: 'answered'; readonly pdu: PDU }
  /** Nothing left this process. */
  | { readonly kind: 'not-written'; readonly reason: string }
  /** Written, and the connection went or the answer was unreadable: the SMSC may have acted on it. */
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'timed-out' }

export interface LinkOptions {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  readonly connectTimeoutMs: number
  readonly responseTimeoutMs: number
  readonly enquireIntervalMs: number
  readonly bind: Fields
  readonly log: ChannelLog
  /** Gives up a connection that is still being made, and ends one that is. */
  readonly signal: AbortSignal
  /** deliver_sm or data_sm: the promised command_status is sent back when it resolves. */
  readonly onDelivery: (pdu: PDU) => Promise<number>
}

export interface RequestOptions {
  /** Asked in the moment of writing; a reason keeps the request from being written. */
  readonly refuse?: () => string | null
  /** Hears an answer that comes after the time-out. */
  readonly onLateAnswer?: (pdu: PDU) => void
  /** Shorter than the account's response time-out, for what is not worth waiting for. */
  readonly timeoutMs?: number
}

interface Pending {
  readonly settle: (answer: Answer) => void
  readonly timer: NodeJS.Timeout
  readonly onLateAnswer: ((pdu: PDU) => void) | undefined
}

const lateAnswersKept = 1000
const malformedTolerated = 20
const unbindTimeoutMs = 2000

/** One TCP connection to an SMSC, bound as transceiver, from connect to its end. Reconnecting is the channel's business. */
export class SmppLink {
  /** Resolves with the reason when the connection has ended. */
  readonly ended: Promise<string>
  readonly #socket: Socket
  readonly #options: LinkOptions
  readonly #frames = new PduFrames()
  readonly #pending = new Map<number, Pending>()
  readonly #late = new Map<number, (pdu: PDU) => void>()
  readonly #resolveEnded: (reason: string) => void
  readonly #onAbort = () => this.destroy('closed')
  #sequence = 0
  #endReason: string | null = null
  #malformed = 0
  #enquiring: NodeJS.Timeout | null = null

  private constructor(socket: Socket, options: LinkOptions) {
    this.#socket = socket
    this.#options = options
    const { promise, resolve } = Promise.withResolvers<string>()
    this.ended = promise
    this.#resolveEnded = resolve
    options.signal.addEventListener('abort', this.#onAbort)
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#read(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      this.destroy(`connection error ${error.code ?? error.name}`),
    )
    socket.on('close', () => this.destroy('the SMSC closed the connection'))
  }

  /** Connects and binds; `error` says why not. */
  static async connect(options: LinkOptions): Promise<Result<SmppLink, string>> {
    const socket = options.tls
      ? connectTls({ host: options.host, port: options.port })
      : connectPlain({ host: options.host, port: options.port })
    const link = new SmppLink(socket, options)
    const connected = Promise.withResolvers<boolean>()
    socket.once(options.tls ? 'secureConnect' : 'connect', () => connected.resolve(true))
    const timer = setTimeout(() => link.destroy('no connection in time'), options.connectTimeoutMs)
    const isConnected = await Promise.race([connected.promise, link.ended.then(() => false)])
    clearTimeout(timer)
    if (!isConnected) return fail(await link.ended)
    return link.#bind()
  }

  async #bind(): Promise<Result<SmppLink, string>> {
    const { bind, connectTimeoutMs } = this.#options
    const answer = await this.request('bind_transceiver', bind, { timeoutMs: connectTimeoutMs })
    if (answer.kind === 'answered' && answer.pdu.command_status === commandStatus.ok) {
      this.#enquiring = setInterval(() => void this.#enquire(), this.#options.enquireIntervalMs)
      return ok(this)
    }
    const reason =
      answer.kind === 'answered'
        ? `bind refused with command_status ${statusCode(answer.pdu.command_status)}`
        : `no answer to the bind`
    this.destroy(reason)
    return fail(this.#endReason ?? reason)
  }

  /** False from the moment either side has said goodbye, though answers may still come in. */
  get isOpen(): boolean {
    return this.#endReason === null && this.#socket.writable
  }

  /** Writes a request and waits for its response. */
  request(command: string, fields: Fields, options: RequestOptions = {}): Promise<Answer> {
    if (!this.isOpen) {
      return Promise.resolve({ kind: 'not-written', reason: this.#endReason ?? 'the connection is closing' })
    }
    const refused = options.refuse?.() ?? null
    if (refused !== null) return Promise.resolve({ kind: 'not-written', reason: refused })
    this.#sequence = this.#sequence >= 0x7fff_ffff ? 1 : this.#sequence + 1
    const sequence = this.#sequence
    const frame = encodePdu(command, sequence, fields)
    return new Promise((settle) => {
      const timer = setTimeout(
        () => this.#timeOut(sequence),
        options.timeoutMs ?? this.#options.responseTimeoutMs,
      )
      this.#pending.set(sequence, { settle, timer, onLateAnswer: options.onLateAnswer })
      this.#socket.write(frame)
    })
  }

  /** Says goodbye as the protocol wants it, then ends the connection. */
  async unbind(): Promise<void> {
    await this.request('unbind', {}, { timeoutMs: unbindTimeoutMs })
    this.destroy('unbound')
  }

  destroy(reason: string): void {
    if (this.#endReason !== null) return
    this.#endReason = reason
    if (this.#enquiring !== null) clearInterval(this.#enquiring)
    this.#options.signal.removeEventListener('abort', this.#onAbort)
    this.#socket.destroy()
    for (const pending of this.#pending.values()) {
      clearTimeout(pending.timer)
      pending.settle({ kind: 'lost', reason })
    }
    this.#pending.clear()
    this.#late.clear()
    this.#resolveEnded(reason)
  }

  async #enquire(): Promise<void> {
    const answer = await this.request('enquire_link', {})
    if (answer.kind === 'timed-out') this.destroy('no answer to enquire_link')
  }

  #timeOut(sequence: number): void {
    const pending = this.#pending.get(sequence)
    if (pending === undefined) return
    this.#pending.delete(sequence)
    if (pending.onLateAnswer !== undefined) {
      this.#late.set(sequence, pending.onLateAnswer)
      const oldest = this.#late.keys().next()
      if (this.#late.size > lateAnswersKept && oldest.done !== true) this.#late.delete(oldest.value)
    }
    pending.settle({ kind: 'timed-out' })
  }

  #read(chunk: Buffer): void {
    const { frames, broken } = this.#frames.push(chunk)
    for (const frame of frames) {
      if (this.#endReason !== null) return
      const header = pduHeader(frame)
      if (isResponse(header)) this.#readResponse(header, frame)
      else this.#readRequest(header, frame)
    }
    if (broken !== null) {
      this.#options.log.error({ problem: broken }, 'SMPP stream lost its frame, connection dropped')
      this.destroy(`malformed SMPP: ${broken}`)
    }
  }

  #readResponse(header: PduHeader, frame: Buffer): void {
    const decoded = decodePdu(frame)
    if (!decoded.ok) this.#countMalformed(header, decoded.error)
    const pending = this.#pending.get(header.sequence)
    if (pending !== undefined) {
      this.#pending.delete(header.sequence)
      clearTimeout(pending.timer)
      pending.settle(
        decoded.ok
          ? { kind: 'answered', pdu: decoded.value }
          : { kind: 'lost', reason: 'the answer was unreadable' },
      )
      return
    }
    const late = this.#late.get(header.sequence)
    this.#late.delete(header.sequence)
    if (late !== undefined && decoded.ok) late(decoded.value)
    else this.#options.log.warn({ ...header }, 'SMPP response that answers nothing')
  }

  #readRequest(header: PduHeader, frame: Buffer): void {
    const decoded = decodePdu(frame)
    if (!decoded.ok) {
      this.#countMalformed(header, decoded.error)
      this.#respond('generic_nack', header.sequence, commandStatus.invalidCommandLength)
      return
    }
    const { command } = decoded.value
    switch (command) {
      case 'enquire_link':
        this.#respond('enquire_link_resp', header.sequence, commandStatus.ok)
        return
      case 'deliver_sm':
      case 'data_sm':
        void this.#options
          .onDelivery(decoded.value)
          .then((status) => this.#respond(`${command}_resp`, header.sequence, status))
        return
      case 'unbind':
        this.#respond('unbind_resp', header.sequence, commandStatus.ok)
        this.#socket.end()
        return
      case 'alert_notification':
        return
      default:
        this.#countMalformed(header, 'a command the SMSC has no business to send')
        this.#respond('generic_nack', header.sequence, commandStatus.invalidCommandId)
    }
  }

  #respond(command: string, sequence: number, status: number): void {
    if (!this.isOpen) return
    this.#socket.write(encodePdu(command, sequence, { command_status: status }))
  }

  #countMalformed(header: PduHeader, problem: string): void {
    this.#malformed += 1
    this.#options.log.warn({ ...header, problem }, 'malformed SMPP PDU')
    if (this.#malformed > malformedTolerated) this.destroy('too many malformed PDUs')
  }
}
