import type { AudienceCount, Preview } from '../../../../src/campaigns/contract/audience.ts'
import type { Channel } from '../campaign-document.ts'

interface Counted {
  readonly count: AudienceCount
  readonly previews: Preview
  readonly channel: Channel
}

/**
 * Minor units for sending this text once to everybody who may be contacted and has the channel, each in their own
 * language; an upper bound, because answers and bookings end the way of some before a later step. A language without
 * a text costs nothing: its patients are withheld. Null: nobody is counted.
 */
export function stepCost({ count, previews, channel }: Counted): number | null {
  if (count.reachable === 0) return null
  const contacted = (count.reachable - count.heldOut) / count.reachable
  const withChannel = count.channels.find((one) => one.channel === channel)?.patients ?? 0
  const share = contacted * Math.min(1, withChannel / count.reachable)
  let sum = 0
  for (const { language, patients } of count.languages) {
    const preview = previews.previews.find((one) => one.language === language)
    if (preview?.isPossible) sum += preview.costMinor * patients * share
  }
  return sum
}
