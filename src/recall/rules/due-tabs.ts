// Invariants:
// - Every open cycle stands in at most one tab; who is not due yet stands in none.
// - A tab is a way to look at statuses, never another status.

import type { RecallStatus } from './status.ts'

export const dueTabs = ['due_soon', 'overdue', 'lapsed', 'booked', 'paused'] as const
export type DueTab = (typeof dueTabs)[number]

/** Tabs that a due date alone decides, where nobody is booked or paused. */
export const datedTabs = ['due_soon', 'overdue', 'lapsed'] as const satisfies readonly DueTab[]

export const dueSorts = ['longest_overdue', 'latest_due', 'name'] as const
export type DueSort = (typeof dueSorts)[number]

/** Who is due today is not overdue yet. */
export const statusesOfTab: Readonly<Record<DueTab, readonly RecallStatus[]>> = {
  due_soon: ['due_soon', 'due'],
  overdue: ['overdue'],
  lapsed: ['lapsed'],
  booked: ['booked'],
  paused: ['paused'],
}
