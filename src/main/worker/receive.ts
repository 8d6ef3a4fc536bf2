import type { ConversationOptions } from '../../conversations/queue-reply.ts'
import { receiveInbound } from '../../conversations/receive-inbound.ts'
import type { ChannelLog, InboundMessage } from '../../outreach/channels/channel.ts'
import { noteInboundAt } from '../../outreach/note-channel-health.ts'
import type { TenantTransaction } from '../../platform/db/module-db.ts'

/** Takes an inbound message into its clinic, in the transaction of whoever kept it. */
export type ReceiveInbound = (
  tx: TenantTransaction,
  accountId: string,
  message: InboundMessage,
) => Promise<void>

/** Inbound messages of the channels go to conversations. */
export function inboundReceiver(
  { log }: { readonly log: ChannelLog },
  options: ConversationOptions,
): ReceiveInbound {
  return async (tx, accountId, message) => {
    const { channel } = message
    if (channel !== 'sms') return
    const received = await receiveInbound(tx.as('conversations'), options, { ...message, channel, accountId })
    await noteInboundAt(tx.as('outreach'), accountId)
    log.info({ kind: received.kind, account: accountId }, 'inbound message')
  }
}
