import type { ConversationOptions } from '../../conversations/queue-reply.ts'
import { receiveInbound } from '../../conversations/receive-inbound.ts'
import type { Runtime } from '../runtime/open-runtime.ts'
import type { ReceiveInbound } from './open-channels.ts'

/** Inbound messages of the channels go to conversations, in one transaction of their clinic. */
export function inboundReceiver({ db, log }: Runtime, options: ConversationOptions): ReceiveInbound {
  return async (clinic, accountId, message) => {
    if (message.channel !== 'sms') return
    const received = await db.tenant(clinic, async (tx) =>
      receiveInbound(tx.as('conversations'), options, {
        channel: 'sms',
        accountId,
        from: message.from,
        text: message.text,
        providerKey: message.providerKey,
        keyScope: message.keyScope,
      }),
    )
    log.info({ kind: received.kind, account: accountId }, 'inbound message')
  }
}
