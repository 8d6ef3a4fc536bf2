import type { ChannelAccount, Channels } from '../../../src/outreach/contract/channels.ts'
import type { MessageKey } from '../messages/keys.ts'
import { choice, optional, useUrlState } from '../shell/url-state.ts'

export const channelTabs = ['inUse', 'ended'] as const
export type ChannelTab = (typeof channelTabs)[number]

export const tabLabels = {
  inUse: 'channels.tabInUse',
  ended: 'channels.tabEnded',
} as const satisfies Readonly<Record<ChannelTab, MessageKey>>

export function useChannelsView() {
  return useUrlState({ tab: choice(channelTabs), open: optional() })
}

export function accountsOn({ accounts }: Channels, tab: ChannelTab): readonly ChannelAccount[] {
  return accounts.filter(({ standing }) => (standing === 'ended') === (tab === 'ended'))
}

export function heldBy({ held }: ChannelAccount): number {
  return held.reduce((sum, { count }) => sum + count, 0)
}
