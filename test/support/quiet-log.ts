import type { ChannelLog } from '../../src/outreach/channels/channel.ts'

/** For tests that are not about what is logged. */
export const quietLog: ChannelLog = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}
