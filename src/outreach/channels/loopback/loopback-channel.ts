import type { Clock } from '../../../platform/clock/clock.ts'
import { derivedUuid } from '../../../platform/ids/ids.ts'
import { assertNever } from '../../../platform/rules/assert-never.ts'
import type {
  Channel,
  ChannelHealth,
  ChannelKind,
  ChannelListeners,
  OutgoingMessage,
  QueryAnswer,
  Receipt,
  SendOutcome,
  StatusLookup,
} from '../channel.ts'
import { destinationAddress } from '../smpp/addresses.ts'
import { addressOf } from '../smtp/mail.ts'
import { tooLate } from '../too-late.ts'
import { behaviourOf, finalReceipt, type LoopbackBehaviour } from './sentinels.ts'

export interface LoopbackOptions {
  readonly kind: ChannelKind
  readonly clock: Clock
  readonly listeners: ChannelListeners
  /** Called with each message as it arrives, before the sender learns of it; the simulated patients listen here. */
  readonly deliver?: (message: OutgoingMessage) => void
  /** Seconds from acceptance to receipt; must depend on the message alone to be repeatable. */
  readonly receiptAfterSeconds?: (message: OutgoingMessage) => number
  /** What becomes of each message; default: what its address says (sentinels.ts). */
  readonly behaviour?: (message: OutgoingMessage) => LoopbackBehaviour
  /**
   * `caller`: receipts wait until `deliverDue` is called, as in simulated time. `timer`: they come by themselves, as
   * in a server that has no real provider.
   */
  readonly receiptsBy: 'caller' | 'timer'
}

export interface LoopbackChannel extends Channel {
  /** What has arrived, oldest first: at most the newest 50,000. */
  readonly arrived: readonly OutgoingMessage[]
  /** When the next receipt is due; null when none waits. */
  nextDueAt(): Temporal.Instant | null
  /** Hands out the receipts due at `now`, in order of time and then of sending. Returns how many. */
  deliverDue(now: Temporal.Instant): Promise<number>
  /** A patient writes. Resolves when the listener has kept it, rejects when it could not. */
  receive(text: {
    readonly from: string
    readonly to: string
    readonly text: string
    readonly key: string
  }): Promise<void>
}

interface Waiting {
  readonly dueAt: Temporal.Instant
  readonly receipt: Receipt
}

const remembered = 50_000
const receiptAfterSecondsByDefault = 4

/** In-process channel for the demo, the simulation and tests. Failures come from sentinel addresses (sentinels.ts). */
export function createLoopbackChannel(options: LoopbackOptions): LoopbackChannel {
  return new Loopback(options)
}

class Loopback implements LoopbackChannel {
  readonly kind: ChannelKind
  readonly capabilities = { statusQuery: 'by-reference', receipts: true, inbound: true } as const
  readonly #options: LoopbackOptions
  readonly #arrived: OutgoingMessage[] = []
  readonly #status = new Map<string, Receipt>()
  readonly #idOfReference = new Map<string, string>()
  readonly #refusedOnce = new Set<string>()
  /** Sorted by time. */
  readonly #waiting: Waiting[] = []
  #timer: NodeJS.Timeout | null = null
  #since: Temporal.Instant
  #isClosed: boolean = false

  constructor(options: LoopbackOptions) {
    this.#options = options
    this.kind = options.kind
    this.#since = options.clock.now()
  }

  get arrived(): readonly OutgoingMessage[] {
    return this.#arrived
  }

  send(message: OutgoingMessage): Promise<SendOutcome> {
    return Promise.resolve(this.#isClosed ? temporary('the channel is closed', null) : this.#accept(message))
  }

  #accept(message: OutgoingMessage): SendOutcome {
    const isUsable =
      this.kind === 'sms' ? destinationAddress(message.to) !== null : addressOf(message.to) === message.to
    if (!isUsable) return { kind: 'permanent', reason: 'not a usable address', addressIsBad: true }
    const late = tooLate(message, this.#options.clock.now())
    if (late !== null) return temporary(late, null)
    const behaviour = this.#options.behaviour?.(message) ?? behaviourOf(message.to)
    switch (behaviour) {
      case 'unknown-address':
        return { kind: 'permanent', reason: 'no such address', addressIsBad: true }
      case 'refused':
        return { kind: 'permanent', reason: 'refused', addressIsBad: false }
      case 'lost-before-arrival':
        return { kind: 'unknown', reason: 'no answer' }
      case 'temporary-once':
        if (!this.#refusedOnce.has(message.messageId)) {
          this.#refusedOnce.add(message.messageId)
          return temporary('not now', 60)
        }
        break
      case 'deliver':
      case 'undeliverable':
      case 'answer-lost':
      case 'no-receipt':
      case 'expired':
        break
      default:
        return assertNever(behaviour)
    }
    const providerMessageId = this.#arrive(message, finalReceipt(behaviour, this.kind))
    if (behaviour === 'answer-lost') return { kind: 'unknown', reason: 'no answer' }
    return { kind: 'accepted', providerMessageId, partIds: [providerMessageId] }
  }

  #arrive(message: OutgoingMessage, ends: 'delivered' | 'failed' | 'expired' | null): string {
    const { clock, deliver, receiptAfterSeconds } = this.#options
    const providerMessageId = derivedUuid('loopback', message.messageId)
    const receipt = {
      providerMessageId,
      reference: message.reference,
      to: message.to,
      at: null,
      detail: null,
    }
    this.#arrived.push(message)
    this.#status.set(providerMessageId, { ...receipt, status: 'accepted' })
    this.#idOfReference.set(referenceKey(message), providerMessageId)
    this.#forgetOldest()
    if (ends !== null) {
      const seconds = receiptAfterSeconds?.(message) ?? receiptAfterSecondsByDefault
      const dueAt = clock.now().add({ milliseconds: Math.round(seconds * 1000) })
      this.#wait({ dueAt, receipt: { ...receipt, status: ends, at: dueAt } })
    }
    deliver?.(message)
    return providerMessageId
  }

  #forgetOldest(): void {
    if (this.#arrived.length <= remembered) return
    for (const message of this.#arrived.splice(0, this.#arrived.length - remembered)) {
      this.#status.delete(derivedUuid('loopback', message.messageId))
      this.#idOfReference.delete(referenceKey(message))
      this.#refusedOnce.delete(message.messageId)
    }
  }

  /** Keeps the line sorted; nearly always the new one goes to the end. */
  #wait(added: Waiting): void {
    const later = this.#waiting.findLastIndex((w) => Temporal.Instant.compare(w.dueAt, added.dueAt) <= 0)
    this.#waiting.splice(later + 1, 0, added)
    this.#setTimer()
  }

  #setTimer(): void {
    const { receiptsBy, clock } = this.#options
    const [next] = this.#waiting
    if (receiptsBy === 'caller' || next === undefined || this.#timer !== null || this.#isClosed) return
    const milliseconds = Math.max(0, clock.now().until(next.dueAt).total('milliseconds'))
    this.#timer = setTimeout(() => void this.#deliverByTimer(), Math.ceil(milliseconds))
  }

  async #deliverByTimer(): Promise<void> {
    await this.deliverDue(this.#options.clock.now())
    this.#timer = null
    this.#setTimer()
  }

  nextDueAt(): Temporal.Instant | null {
    return this.#waiting[0]?.dueAt ?? null
  }

  async deliverDue(now: Temporal.Instant): Promise<number> {
    const firstLater = this.#waiting.findIndex((waiting) => Temporal.Instant.compare(waiting.dueAt, now) > 0)
    const due = this.#waiting.splice(0, firstLater === -1 ? this.#waiting.length : firstLater)
    for (const { receipt } of due) {
      if (receipt.providerMessageId !== null) this.#status.set(receipt.providerMessageId, receipt)
      await this.#report(receipt, now)
    }
    return due.length
  }

  /** As a provider does: what the listener could not keep is delivered again. */
  async #report(receipt: Receipt, now: Temporal.Instant): Promise<void> {
    try {
      await this.#options.listeners.onReceipt(receipt)
    } catch {
      this.#wait({ receipt, dueAt: now.add({ seconds: receiptAfterSecondsByDefault }) })
    }
  }

  receive(text: {
    readonly from: string
    readonly to: string
    readonly text: string
    readonly key: string
  }): Promise<void> {
    return this.#options.listeners.onInbound({
      channel: this.kind,
      from: text.from,
      to: text.to,
      text: text.text,
      providerKey: `loopback:${text.key}`,
      keyScope: 'unique',
      receivedAt: this.#options.clock.now(),
      isComplete: true,
    })
  }

  query(lookup: StatusLookup): Promise<QueryAnswer> {
    const id = lookup.providerMessageId ?? this.#idOfReference.get(referenceKey(lookup))
    const known = id === undefined ? undefined : this.#status.get(id)
    return Promise.resolve(
      known === undefined
        ? { kind: 'absent' }
        : { kind: 'found', status: known.status, providerMessageId: known.providerMessageId },
    )
  }

  ready(): Promise<boolean> {
    return Promise.resolve(!this.#isClosed)
  }

  health(): ChannelHealth {
    return { state: this.#isClosed ? 'closed' : 'ready', since: this.#since, lastFailure: null, inFlight: 0 }
  }

  close(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (!this.#isClosed) this.#since = this.#options.clock.now()
    this.#isClosed = true
    return Promise.resolve()
  }
}

function referenceKey(message: { readonly to: string; readonly reference: number }): string {
  return `${message.to}|${message.reference}`
}

function temporary(reason: string, retryAfterSeconds: number | null): SendOutcome {
  return { kind: 'temporary', reason, retryAfterSeconds }
}
