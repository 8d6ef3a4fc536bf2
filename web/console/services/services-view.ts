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

/** The main button of each tab. */
export const addLabels = {
  services: 'services.addService',
  people: 'services.addPerson',
  closures: 'services.addClosure',
} as const satisfies Readonly<Record<ScheduleTab, MessageKey>>

const fields = { tab: choice(scheduleTabs) }

export function useScheduleView() {
  return useUrlState(fields)
}
