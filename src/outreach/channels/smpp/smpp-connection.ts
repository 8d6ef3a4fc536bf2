import type { Fields, PDU } from 'smpp'
import type { Clock } from '../../../platform/clock/clock.ts'
import type { ChannelHealth, ChannelLog } from '../channel.ts'
import { type Answer, type RequestOptions, SmppLink } from './smpp-link.ts'
import type { SmppSettings } from './smpp-settings.ts'

export interface SmppConnectionOptions {
  readonly settings: SmppSettings
  readonly password: string
  readonly clock: Clock
  readonly log: ChannelLog
  readonly onDelivery: (pdu: PDU) => Promise<number>
}

type State =
  | { readonly kind: 'connecting'; readonly attempt: Promise<SmppLink | null> }
  | { readonly kind: 'ready'; readonly link: SmppLink }
  | { readonly kind: 'waiting'; readonly timer: NodeJS.Timeout; readonly milliseconds: number }
  | { readonly kind: 'closed' }

/** Keeps one bound link to the SMSC, and makes a new one with growing pauses when it breaks. */
export class SmppConnection {
  readonly #options: SmppConnectionOptions
  readonly #ending = new AbortController()
  readonly #waiting = new Set<(isReady: boolean) => void>()
  #state: State = { kind: 'closed' }
  #since: Temporal.Instant
  #failures = 0
  #lastFailure: string | null = null

  constructor(options: SmppConnectionOptions) {
    this.#options = options
    this.#since = options.clock.now()
    this.#connect()
  }

  health(): Omit<ChannelHealth, 'inFlight'> {
    return { state: this.#state.kind, since: this.#since, lastFailure: this.#lastFailure }
  }

  /** Waits for a connection that is being made, not for one that has failed. */
  async request(command: string, fields: Fields, options: RequestOptions = {}): Promise<Answer> {
    const link = await this.#link()
    if (link !== null) return link.request(command, fields, options)
    return { kind: 'not-written', reason: this.#lastFailure ?? 'not connected' }
  }

  async ready(): Promise<boolean> {
    return (await this.#link()) !== null
  }

  /** Waits for a connection through failures and pauses; false when there is none after this time, or ever again. */
  async readyWithin(milliseconds: number): Promise<boolean> {
    if (this.#state.kind === 'ready' && this.#state.link.isOpen) return true
    if (this.#state.kind === 'closed') return false
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const timer = setTimeout(() => resolve(false), milliseconds)
    this.#waiting.add(resolve)
    const isReady = await promise
    clearTimeout(timer)
    this.#waiting.delete(resolve)
    return isReady
  }

  /** Seconds until the next attempt to connect; null while connected or connecting. */
  retryAfterSeconds(): number | null {
    return this.#state.kind === 'waiting' ? Math.ceil(this.#state.milliseconds / 1000) : null
  }

  async close(): Promise<void> {
    const state = this.#state
    if (state.kind !== 'closed') this.#enter({ kind: 'closed' })
    switch (state.kind) {
      case 'connecting':
        this.#ending.abort()
        return
      case 'ready':
        await state.link.unbind()
        return
      case 'waiting':
        clearTimeout(state.timer)
        return
      case 'closed':
        return
    }
  }

  async #link(): Promise<SmppLink | null> {
    if (this.#state.kind === 'ready') return this.#state.link
    return this.#state.kind === 'connecting' ? this.#state.attempt : null
  }

  #connect(): void {
    this.#enter({ kind: 'connecting', attempt: this.#attempt() })
  }

  async #attempt(): Promise<SmppLink | null> {
    const { settings, password, log, onDelivery } = this.#options
    const { systemId, systemType } = settings
    // 0x34: the version we speak; 5.0, the library's default, is refused by many SMSCs
    const bind = { system_id: systemId, password, system_type: systemType, interface_version: 0x34 }
    const result = await SmppLink.connect({ ...settings, bind, log, onDelivery, signal: this.#ending.signal })
    if (!result.ok) {
      this.#fail(result.error)
      return null
    }
    if (this.#state.kind === 'closed') {
      result.value.destroy('closed')
      return null
    }
    this.#failures = 0
    this.#enter({ kind: 'ready', link: result.value })
    log.info({ host: settings.host, port: settings.port }, 'SMPP bound')
    void result.value.ended.then((reason) => this.#fail(reason))
    return result.value
  }

  #fail(reason: string): void {
    if (this.#state.kind === 'closed') return
    const { settings, log } = this.#options
    this.#lastFailure = reason
    const milliseconds = Math.min(settings.reconnectMinMs * 2 ** this.#failures, settings.reconnectMaxMs)
    this.#failures = Math.min(this.#failures + 1, 20)
    log.warn({ host: settings.host, port: settings.port, reason, milliseconds }, 'SMPP connection lost')
    this.#enter({ kind: 'waiting', timer: setTimeout(() => this.#connect(), milliseconds), milliseconds })
  }

  #enter(state: State): void {
    this.#state = state
    this.#since = this.#options.clock.now()
    if (state.kind !== 'ready' && state.kind !== 'closed') return
    for (const resolve of this.#waiting) resolve(state.kind === 'ready')
  }
}
