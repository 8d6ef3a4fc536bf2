import type { Channel, ChannelLog } from '../../src/outreach/channels/channel.ts'
import { createSmppChannel } from '../../src/outreach/channels/smpp/smpp-channel.ts'
import { smppSettings } from '../../src/outreach/channels/smpp/smpp-settings.ts'
import type { Clock } from '../../src/platform/clock/clock.ts'
import { systemClock } from '../../src/platform/clock/clock.ts'
import { type Heard, listening } from '../integration/channel-contract.ts'
import { quietLog } from './quiet-log.ts'
import { type SmppServer, type SmppServerOptions, startSmppServer } from './smpp-server.ts'

export interface SmppPair {
  readonly channel: Channel
  readonly server: SmppServer
  readonly heard: Heard
  close(): Promise<void>
}

interface ChannelOptions {
  readonly settings?: object
  readonly clock?: Clock
  readonly log?: ChannelLog
  readonly heard?: Heard
}

/** Quick to reconnect and never held back by its rate unless a test says so. */
export function channelTo(port: number, options: ChannelOptions = {}): Channel {
  return createSmppChannel({
    settings: smppSettings.parse({
      host: '127.0.0.1',
      port,
      systemId: 'kembali',
      partsPerSecond: 10_000,
      throttlePauseMs: 1,
      reconnectMinMs: 1,
      reconnectMaxMs: 10,
      ...options.settings,
    }),
    password: 'secret',
    listeners: (options.heard ?? listening()).listeners,
    clock: options.clock ?? systemClock,
    log: options.log ?? quietLog,
  })
}

/** A bound channel with its server. */
export async function smppPair(
  options: Omit<ChannelOptions, 'heard'> & { readonly server?: SmppServerOptions } = {},
): Promise<SmppPair> {
  const server = await startSmppServer(options.server)
  const heard = listening()
  const channel = channelTo(server.port, { ...options, heard })
  await channel.ready()
  return {
    channel,
    server,
    heard,
    close: async () => {
      await channel.close()
      await server.close()
    },
  }
}
