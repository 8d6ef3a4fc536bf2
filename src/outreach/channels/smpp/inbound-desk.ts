import { createHash } from 'node:crypto'
import type { PDU } from 'smpp'
import type { Clock } from '../../../platform/clock/clock.ts'
import type { ChannelListeners, ChannelLog } from '../channel.ts'
import { commandStatus } from './command-status.ts'
import { type InboundPart, readDelivery } from './delivery.ts'
import { type InboundParts, isLongTextPart } from './inbound-parts.ts'
import type { SmppSettings } from './smpp-settings.ts'

export interface InboundDeskOptions {
  readonly settings: SmppSettings
  readonly listeners: ChannelListeners
  readonly parts: InboundParts
  readonly clock: Clock
  readonly log: ChannelLog
}

/** Takes what the SMSC delivers: receipts, texts, parts of texts. Nothing is acknowledged before it is kept. */
export class InboundDesk {
  readonly #options: InboundDeskOptions
  /** Texts go to the listener one by one: "2" and then "STOP" must arrive in that order. */
  #texts: Promise<unknown> = Promise.resolve()

  constructor(options: InboundDeskOptions) {
    this.#options = options
  }

  /** Resolves with the command_status to answer; never rejects. */
  async take(pdu: PDU): Promise<number> {
    const { settings, log, listeners } = this.#options
    const delivery = readDelivery(pdu, settings)
    if (!delivery.ok) {
      log.warn({ command: pdu.command, problem: delivery.error }, 'SMPP delivery refused')
      return commandStatus.invalidMessageLength
    }
    switch (delivery.value.kind) {
      case 'receipt': {
        const { receipt } = delivery.value
        return this.#kept(() => listeners.onReceipt(receipt), 'receipt')
      }
      case 'text': {
        const { part } = delivery.value
        return this.#kept(() => this.#inOrder(() => this.#takeText(part)), 'text')
      }
      case 'binary':
        log.warn({ dataCoding: delivery.value.dataCoding }, 'SMPP delivery of binary data, not a text')
        return commandStatus.ok
    }
  }

  #inOrder(work: () => Promise<void>): Promise<void> {
    const turn = this.#texts.then(work)
    this.#texts = turn.catch(() => undefined)
    return turn
  }

  async #takeText(part: InboundPart): Promise<void> {
    const { settings, parts, listeners, clock } = this.#options
    if (isLongTextPart(part)) return parts.keep(part, settings.partsAgeLimitSeconds)
    const content = JSON.stringify([part.from, part.to, part.text])
    await listeners.onInbound({
      channel: 'sms',
      from: part.from,
      to: part.to,
      text: part.text,
      providerKey: `smpp:${createHash('sha256').update(content).digest('base64url')}`,
      keyScope: 'content',
      receivedAt: clock.now(),
      isComplete: true,
    })
  }

  /** A listener that fails must not cost the news: the SMSC is asked to come again. */
  async #kept(work: () => Promise<void>, what: string): Promise<number> {
    try {
      await work()
      return commandStatus.ok
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown'
      this.#options.log.error({ what, error: name }, 'inbound SMPP not kept, to be delivered again')
      return commandStatus.temporaryApplicationError
    }
  }
}
