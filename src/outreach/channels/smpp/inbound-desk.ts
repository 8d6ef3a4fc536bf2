import { createHash } from 'node:crypto'
import type { PDU } from 'smpp'
import type { Clock } from '../../../platform/clock/clock.ts'
import type { ChannelListeners, ChannelLog } from '../channel.ts'
import { commandStatus } from './command-status.ts'
import { type InboundPart, readDelivery } from './delivery.ts'
import { type Assembly, assembledText, assemblyKey, type InboundParts, isWhole } from './inbound-parts.ts'
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

  /** Passes on long messages whose other parts are not coming any more; never rejects, what fails stays for the next time. */
  async passOnOverdue(): Promise<void> {
    const { clock, settings, parts, log } = this.#options
    const limit = clock.now().subtract({ seconds: settings.partsAgeLimitSeconds })
    await this.#kept(async () => {
      for (const assembly of await parts.startedBefore(limit)) {
        log.warn(
          { came: assembly.texts.size, total: assembly.total },
          'long inbound SMS passed on incomplete',
        )
        await this.#inOrder(() => this.#passOn(assembly))
      }
    }, 'parts')
  }

  #inOrder(work: () => Promise<void>): Promise<void> {
    const turn = this.#texts.then(work)
    this.#texts = turn.catch(() => undefined)
    return turn
  }

  async #takeText(part: InboundPart): Promise<void> {
    const { clock, parts, listeners } = this.#options
    const key = assemblyKey(part)
    if (key === null) {
      await listeners.onInbound(this.#message(part, part.text, true))
      return
    }
    const assembly = await parts.add(key, part, clock.now())
    if (isWhole(assembly)) await this.#passOn(assembly)
  }

  async #passOn(assembly: Assembly): Promise<void> {
    await this.#options.listeners.onInbound(
      this.#message(assembly, assembledText(assembly), isWhole(assembly)),
    )
    await this.#options.parts.remove(assembly.key)
  }

  #message(ends: { readonly from: string; readonly to: string }, text: string, isComplete: boolean) {
    const content = JSON.stringify([ends.from, ends.to, text])
    return {
      channel: 'sms',
      from: ends.from,
      to: ends.to,
      text,
      providerKey: `smpp:${createHash('sha256').update(content).digest('base64url')}`,
      keyScope: 'content',
      receivedAt: this.#options.clock.now(),
      isComplete,
    } as const
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
