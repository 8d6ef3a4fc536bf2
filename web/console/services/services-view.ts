import type { MessageKey } from '../messages/keys.ts'
import { choice, useUrlState } from '../shell/url-state.ts'

/** The tabs in the order of the page. */
export const scheduleTabs = ['services', 'people', 'closures'] as const
export type ScheduleTab = (typeof scheduleTabs)[number]

export const tabLabels = {
  services: 'services.tabServices',
  people: 'services.tabPeople',
  closures: 'services.tabClosures',
} as const satisfies Readonly<Record<ScheduleTab, MessageKey>>

const fields = { tab: choice(scheduleTabs) }

export function useScheduleView() {
  return useUrlState(fields)
}
