import type { Fields, PDU } from 'smpp'
import type { Clock } from '../../../platform/clock/clock.ts'
import { assertNever } from '../../../platform/rules/assert-never.ts'
import { partReference } from '../../rules/message-parts.ts'
import type {
  Channel,
  ChannelCapabilities,
  ChannelHealth,
  ChannelListeners,
  ChannelLog,
  OutgoingMessage,
  QueryAnswer,
  SendOutcome,
  StatusLookup,
} from '../channel.ts'
import { tooLate } from '../too-late.ts'
import { sourceAddress } from './addresses.ts'
import { isThrottled, readQueryAnswer } from './answers.ts'
import { commandStatus, refusal, statusCode } from './command-status.ts'
import { InboundDesk } from './inbound-desk.ts'
import { type InboundParts, refuseParts } from './inbound-parts.ts'
import { queriedId, submittedId } from './message-ids.ts'
import { Pace } from './pace.ts'
import { Slots } from './slots.ts'
import { SmppConnection } from './smpp-connection.ts'
import type { Answer, RequestOptions } from './smpp-link.ts'
import type { SmppSettings } from './smpp-settings.ts'
import { submissions } from './submissions.ts'

export interface SmppChannelOptions {
  readonly settings: SmppSettings
  readonly password: string
  readonly listeners: ChannelListeners
  readonly clock: Clock
  readonly log: ChannelLog
  /** Where parts of long inbound messages wait; without it they are refused, to be delivered again. */
  readonly parts?: InboundParts
}

/**
 * A later part that was certainly not taken is tried again this often: the first parts are out and cannot be called
 * back.
 */
const laterPartAttempts = 5
const mostDoublings = 6

/** SMS by SMPP 3.4. Connects at once and stays connected until closed. */
export function createSmppChannel(options: SmppChannelOptions): Channel {
  return new SmppChannel(options)
}

class SmppChannel implements Channel {
  readonly kind = 'sms'
  readonly capabilities: ChannelCapabilities
  readonly #options: SmppChannelOptions
  readonly #connection: SmppConnection
  readonly #pace: Pace
  readonly #window: Slots
  readonly #sending = new Set<Promise<unknown>>()
  /** Whether an id can be named to the SMSC as it wrote it; known from the first accepted message. */
  #idsCanBeQueried: boolean | null = null
  #pausesInRow = 0
  #isClosed: boolean = false

  constructor(options: SmppChannelOptions) {
    const { settings, listeners, clock, log, password } = options
    const desk = new InboundDesk({
      settings,
      listeners,
      clock,
      log,
      parts: options.parts ?? refuseParts,
    })
    this.#options = options
    this.capabilities = { statusQuery: settings.statusQuery, receipts: settings.receipts, inbound: true }
    this.#pace = new Pace(settings.partsPerSecond)
    this.#window = new Slots(settings.window)
    this.#connection = new SmppConnection({
      settings,
      password,
      clock,
      log,
      onDelivery: (pdu) => desk.take(pdu),
    })
  }

  send(message: OutgoingMessage): Promise<SendOutcome> {
    const sending = this.#window.run(() => this.#submit(message))
    this.#sending.add(sending)
    return sending.finally(() => this.#sending.delete(sending))
  }

  submissionsOf(message: OutgoingMessage): number {
    const { settings, clock } = this.#options
    const parts = submissions(message, settings, clock.now())
    return parts.ok ? parts.value.length : 1
  }

  async #submit(message: OutgoingMessage): Promise<SendOutcome> {
    const { settings, clock } = this.#options
    const parts = submissions(message, settings, clock.now())
    if (!parts.ok) return { kind: 'permanent', ...parts.error }
    const ids: string[] = []
    for (const [index, fields] of parts.value.entries()) {
      const part = index + 1
      const answer = await this.#submitPart(fields, {
        ...(part === 1 ? { refuse: () => this.#whyNotBegin(message) } : {}),
        onLateAnswer: (pdu: PDU) => void this.#lateAnswer(message, part, pdu),
      })
      const id = this.#acceptedId(answer)
      if (id === undefined) return this.#notAccepted(answer, { part, total: parts.value.length, ids })
      if (id !== null) ids.push(id)
    }
    return { kind: 'accepted', providerMessageId: ids.at(-1) ?? null, partIds: ids }
  }

  /** Only the first part may be refused: what has begun is finished, a torn message cannot be mended later. */
  async #submitPart(fields: Fields, options: RequestOptions): Promise<Answer> {
    const isFirst = options.refuse !== undefined
    for (let attempt = 1; ; attempt += 1) {
      await this.#pace.take()
      const answer = await this.#connection.request('submit_sm', fields, options)
      if (isThrottled(answer)) this.#slowDown()
      else if (answer.kind !== 'not-written') return answer
      if (isFirst || attempt === laterPartAttempts) return answer
      if (!(await this.#connection.readyWithin(this.#options.settings.responseTimeoutMs))) return answer
    }
  }

  #whyNotBegin(message: OutgoingMessage): string | null {
    return this.#isClosed ? 'the channel is closed' : tooLate(message, this.#options.clock.now())
  }

  /** Each pause that was not enough is followed by one twice as long. */
  #slowDown(): void {
    if (this.#pace.pause(this.#throttlePauseMs())) this.#pausesInRow += 1
  }

  #throttlePauseMs(): number {
    return this.#options.settings.throttlePauseMs * 2 ** Math.min(this.#pausesInRow, mostDoublings)
  }

  /** The first part decides: once it is out, a failure of a later part leaves a torn message that must not be repeated. */
  #notAccepted(
    answer: Answer,
    at: { readonly part: number; readonly total: number; readonly ids: readonly string[] },
  ): SendOutcome {
    const outcome = this.#single(answer)
    if (at.part === 1) return outcome
    const reason = `part ${at.part} of ${at.total}: ${outcome.reason}`
    if (outcome.kind === 'unknown') return { kind: 'unknown', reason, partIds: at.ids }
    return { kind: 'torn', reason, accepted: at.part - 1, partIds: at.ids }
  }

  #single(answer: Answer): Exclude<SendOutcome, { kind: 'accepted' | 'torn' }> {
    const { settings } = this.#options
    switch (answer.kind) {
      case 'answered': {
        const outcome = refusal(answer.pdu.command_status, settings.statusMeanings)
        if (outcome.kind !== 'temporary' || !isThrottled(answer)) return outcome
        return { ...outcome, retryAfterSeconds: Math.ceil(this.#throttlePauseMs() / 1000) }
      }
      case 'not-written':
        return {
          kind: 'temporary',
          reason: answer.reason,
          retryAfterSeconds: this.#connection.retryAfterSeconds(),
          isUnconnected: true,
        }
      case 'lost':
        return { kind: 'unknown', reason: `no answer: ${answer.reason}` }
      case 'timed-out':
        return { kind: 'unknown', reason: 'no answer in time' }
      default:
        return assertNever(answer)
    }
  }

  /** An answer after its time-out settles what was unknown; it is told like a receipt. */
  async #lateAnswer(message: OutgoingMessage, part: number, pdu: PDU): Promise<void> {
    const { listeners, log } = this.#options
    const id = this.#acceptedId({ kind: 'answered', pdu })
    const detail = `late answer, command_status ${statusCode(pdu.command_status)}`
    const status = id === undefined ? 'refused' : 'accepted'
    const reference = partReference(message.reference, part)
    const { to } = message
    try {
      await listeners.onReceipt({ providerMessageId: id ?? null, reference, to, status, at: null, detail })
    } catch {
      log.error({}, 'a late SMPP answer could not be kept')
    }
  }

  /** The id of an accepted submit (null when it came without one), or undefined when it was not accepted. */
  #acceptedId(answer: Answer): string | null | undefined {
    if (answer.kind !== 'answered' || answer.pdu.command_status !== commandStatus.ok) return undefined
    this.#pausesInRow = 0
    const { messageIds } = this.#options.settings
    const raw = (answer.pdu.message_id ?? '').trim()
    const id = submittedId(raw, messageIds)
    if (id === null) return null
    const isWrittenAsSet = queriedId(id, messageIds) === raw
    if (!isWrittenAsSet && this.#idsCanBeQueried !== false) {
      this.#options.log.warn(
        {},
        'message ids are written otherwise than the account says; status queries are off',
      )
    }
    this.#idsCanBeQueried = isWrittenAsSet && this.#idsCanBeQueried !== false
    return id
  }

  async query(lookup: StatusLookup): Promise<QueryAnswer> {
    const { settings } = this.#options
    const byReference = lookup.providerMessageId === null
    if (settings.statusQuery === 'none') return { kind: 'unsupported' }
    if (byReference && settings.statusQuery !== 'by-reference') return { kind: 'unsupported' }
    // an id the SMSC cannot recognise would come back as "no such message", and that answer releases a message
    if (!byReference && this.#idsCanBeQueried !== true && settings.messageIds.submitted !== 'text') {
      return this.#idsCanBeQueried === null
        ? { kind: 'unavailable', reason: 'no message accepted yet, so it is not known how ids are written' }
        : { kind: 'unsupported' }
    }
    const source = sourceAddress(lookup.from)
    const answer = await this.#connection.request('query_sm', {
      message_id: byReference ? '' : queriedId(lookup.providerMessageId ?? '', settings.messageIds),
      source_addr_ton: settings.sourceTon ?? source?.ton ?? 0,
      source_addr_npi: settings.sourceNpi ?? source?.npi ?? 0,
      source_addr: source?.address ?? '',
      ...(byReference ? { user_message_reference: lookup.reference } : {}),
    })
    return readQueryAnswer(answer, settings)
  }

  ready(): Promise<boolean> {
    return this.#connection.ready()
  }

  health(): ChannelHealth {
    return { ...this.#connection.health(), inFlight: this.#sending.size }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#pace.close()
    // while not bound nothing has been written, so nobody's answer is worth waiting for
    if (this.#connection.health().state !== 'ready') await this.#connection.close()
    await Promise.allSettled(this.#sending)
    await this.#connection.close()
  }
}
