import type { ChannelLog } from '../../src/outreach/channels/channel.ts'

/** Keeps what is logged, for tests that ask what it says and what it must not say. */
export function recordingLog(): ChannelLog & { readonly lines: readonly string[] } {
  const lines: string[] = []
  const keep = (fields: object, message: string) => {
    lines.push(`${message} ${JSON.stringify(fields)}`)
  }
  return { lines, info: keep, warn: keep, error: keep }
}
