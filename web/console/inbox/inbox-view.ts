import type { InboxTab } from '../../../src/conversations/contract.ts'
import type { MessageKey } from '../messages/keys.ts'
import { choice, optional, ordinal, useUrlState } from '../shell/url-state.ts'

/** The tabs in the order of the page, and what an empty one says. */
export const inboxTabs = {
  mine: { label: 'inbox.tabMine', empty: 'inbox.emptyMine', emptyText: 'inbox.emptyMineText' },
  team: { label: 'inbox.tabTeam', empty: 'inbox.emptyTeam', emptyText: 'inbox.emptyTeamText' },
  snoozed: { label: 'inbox.tabSnoozed', empty: 'inbox.emptySnoozed', emptyText: 'inbox.emptySnoozedText' },
  done: { label: 'inbox.tabDone', empty: 'inbox.emptyDone', emptyText: 'inbox.emptyDoneText' },
} as const satisfies Readonly<Record<InboxTab, Readonly<Record<'label' | 'empty' | 'emptyText', MessageKey>>>>

export const tabOrder = ['mine', 'team', 'snoozed', 'done'] as const satisfies readonly InboxTab[]

const fields = { tab: choice(tabOrder, 'team'), page: ordinal(), open: optional() }

export function useInboxView() {
  return useUrlState(fields)
}

export type InboxView = ReturnType<typeof useInboxView>[0]
export type ChangeInboxView = ReturnType<typeof useInboxView>[1]
