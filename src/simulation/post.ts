import { receiveInbound } from '../conversations/receive-inbound.ts'
import { applyReceipt } from '../outreach/apply-receipt.ts'
import type { InboundMessage, OutgoingMessage, Receipt } from '../outreach/channels/channel.ts'
import {
  createLoopbackChannel,
  type LoopbackChannel,
} from '../outreach/channels/loopback/loopback-channel.ts'
import type { LoopbackBehaviour } from '../outreach/channels/loopback/sentinels.ts'
import type { OpenChannel } from '../outreach/run-outbox.ts'
import { behaviour } from './rules/behaviour.ts'
import { drawsOf } from './rules/draw.ts'
import { senders } from './set-up-clinic.ts'
import type { SimulatedPatients } from './simulated-patients.ts'
import type { SimulationRoom } from './simulation-room.ts'

/** Carrier and mail server of simulated time: between the outbox and the simulated patients. */
export interface Post {
  readonly channels: ReadonlyMap<string, OpenChannel>
  /** Epoch milliseconds of the next receipt. */
  nextAt(): number | null
  /** Reports the receipts that are due, in one transaction. */
  deliverReceipts(): Promise<void>
  /** Lets the patients read what arrived since the last time. */
  handOut(): Promise<void>
  /** A patient writes to the clinic. */
  write(text: { readonly from: string; readonly text: string; readonly key: string }): Promise<void>
}

export function openPost(
  room: SimulationRoom,
  patients: SimulatedPatients,
  accounts: { readonly sms: string; readonly email: string },
): Post {
  const { db, clinicId, clock } = room
  const arrived: OutgoingMessage[] = []
  const receipts: { readonly accountId: string; readonly receipt: Receipt }[] = []
  const counts = new Map<string, number>()
  const fates = new Map<string, LoopbackBehaviour>()
  const fateOf = (message: OutgoingMessage): LoopbackBehaviour => {
    const known = fates.get(message.messageId)
    if (known !== undefined) return known
    const count = (counts.get(message.to) ?? 0) + 1
    counts.set(message.to, count)
    const fate = drawFate(room, patients, { to: message.to, count })
    fates.set(message.messageId, fate)
    return fate
  }
  const open = (kind: 'sms' | 'email', accountId: string): LoopbackChannel =>
    createLoopbackChannel({
      kind,
      clock,
      receiptsBy: 'caller',
      // On the next mark of five minutes, so that many are reported together.
      receiptAfterSeconds: () => secondsToMark(clock.now()),
      behaviour: fateOf,
      deliver: (message) => {
        if (fateOf(message) === 'deliver') arrived.push(message)
      },
      listeners: {
        onReceipt: async (receipt) => {
          receipts.push({ accountId, receipt })
        },
        onInbound: async (message) => receive(room, accountId, message),
      },
    })
  const sms = open('sms', accounts.sms)
  const email = open('email', accounts.email)
  const write: Post['write'] = async (text) => sms.receive({ ...text, to: senders.sms.sender })
  return {
    channels: new Map([
      [accounts.sms, { channel: sms, sender: senders.sms.sender, replyTo: null }],
      [accounts.email, { channel: email, sender: senders.email.sender, replyTo: null }],
    ]),
    nextAt: () => {
      const times = [sms.nextDueAt(), email.nextDueAt()].flatMap((at) =>
        at === null ? [] : [at.epochMilliseconds],
      )
      return times.length === 0 ? null : Math.min(...times)
    },
    deliverReceipts: async () => {
      await sms.deliverDue(clock.now())
      await email.deliverDue(clock.now())
      const due = receipts.splice(0)
      if (due.length === 0) return
      await db.tenant(clinicId, async (tx) => {
        for (const { accountId, receipt } of due) await applyReceipt(tx.as('outreach'), accountId, receipt)
      })
    },
    handOut: async () => {
      const messages = arrived.splice(0)
      for (const message of messages) fates.delete(message.messageId)
      await patients.read(messages, write)
    },
    write,
  }
}

const markSeconds = 300

function secondsToMark(now: Temporal.Instant): number {
  return markSeconds - (Math.floor(now.epochMilliseconds / 1000) % markSeconds)
}

async function receive(room: SimulationRoom, accountId: string, message: InboundMessage): Promise<void> {
  const { db, clinicId, packs, publicUrl } = room
  await db.tenant(clinicId, async (tx) =>
    receiveInbound(tx.as('conversations'), { packs, publicUrl }, { ...message, channel: 'sms', accountId }),
  )
}

/** What becomes of the n-th message to an address: dead numbers and mailboxes always fail, the others now and then. */
function drawFate(
  room: SimulationRoom,
  patients: SimulatedPatients,
  { to, count }: { readonly to: string; readonly count: number },
): LoopbackBehaviour {
  const owner = patients.atAddress(to)
  const address = owner?.person.phone?.value === to ? owner.person.phone : owner?.person.email
  switch (address?.state) {
    case undefined:
      return 'deliver'
    case 'dead':
    case 'bounces':
      return 'unknown-address'
    case 'landline':
      return 'undeliverable'
    case 'ok':
      break
  }
  if (to.includes('@')) return 'deliver'
  const draw = drawsOf(room.clinic.options.seed, owner?.person.externalId ?? to)
  return draw('sms arrives', count) < behaviour.reach.smsDelivered ? 'deliver' : 'undeliverable'
}
