import type { DueListQuery } from '../../../src/insights/contract/due-list.ts'
import type { MessageKey } from '../messages/keys.ts'
import { choice, optional, ordinal, useUrlState } from '../shell/url-state.ts'

type Tab = DueListQuery['tab']
type Sort = DueListQuery['sort']

/** The tabs in the order of the page; the server knows the same ones. */
export const dueTabs = {
  due_soon: { label: 'dueList.tabDueSoon', empty: 'dueList.emptySoon' },
  overdue: { label: 'dueList.tabOverdue', empty: 'dueList.emptyOverdue' },
  lapsed: { label: 'dueList.tabLapsed', empty: 'dueList.emptyLapsed' },
  paused: { label: 'dueList.tabPaused', empty: 'dueList.emptyPaused' },
  booked: { label: 'dueList.tabBooked', empty: 'dueList.emptyBooked' },
} as const satisfies Readonly<Record<Tab, { label: MessageKey; empty: MessageKey }>>

export const dueSorts = {
  longest_overdue: 'dueList.sortLongest',
  latest_due: 'dueList.sortLatest',
  name: 'dueList.sortName',
} as const satisfies Readonly<Record<Sort, MessageKey>>

export const languages = ['en', 'pl', 'ru', 'ms'] as const

interface DueRange {
  readonly id: string
  readonly label: MessageKey
  readonly from?: number
  readonly to?: number
}

const soon: readonly DueRange[] = [
  { id: 'today', label: 'dueList.rangeToday', from: 0 },
  { id: 'week', label: 'dueList.rangeWeek', from: -7 },
  { id: 'later', label: 'dueList.rangeLater', to: -8 },
]
const overdue: readonly DueRange[] = [
  { id: '4w', label: 'dueList.range4Weeks', to: 28 },
  { id: '8w', label: 'dueList.range8Weeks', from: 29, to: 56 },
  { id: '8w+', label: 'dueList.rangeOver8Weeks', from: 57 },
]
const lapsed: readonly DueRange[] = [
  { id: '6m', label: 'dueList.range6Months', to: 182 },
  { id: '12m', label: 'dueList.range12Months', from: 183, to: 365 },
  { id: '12m+', label: 'dueList.rangeOver12Months', from: 366 },
]

/** How far the due date lies back (or ahead) can be narrowed where a tab spreads over a long time. */
export const rangesOfTab: Readonly<Record<Tab, readonly DueRange[]>> = {
  due_soon: soon,
  overdue,
  lapsed,
  booked: [],
  paused: [],
}

const fields = {
  tab: choice(['due_soon', 'overdue', 'lapsed', 'paused', 'booked'], 'overdue'),
  type: optional(),
  range: optional(),
  language: optional(),
  sort: choice(['longest_overdue', 'latest_due', 'name']),
  page: ordinal(),
  open: optional(),
}

export function useDueView() {
  return useUrlState(fields)
}

export type DueView = ReturnType<typeof useDueView>[0]

export const pageSize = 50

export type DueFilter = Readonly<Record<string, string | number | undefined>>

/** Whom the view names, as the server is asked for it. */
export function filterOf(view: DueView, words: string): DueFilter {
  const range = rangesOfTab[view.tab].find((one) => one.id === view.range)
  return {
    tab: view.tab,
    types: view.type,
    overdueFromDays: range?.from,
    overdueToDays: range?.to,
    language: languages.find((one) => one === view.language),
    search: words,
  }
}

/** The page of it that is shown. */
export function questionOf(view: DueView, words: string): DueFilter {
  return { ...filterOf(view, words), sort: view.sort, page: view.page, pageSize }
}
