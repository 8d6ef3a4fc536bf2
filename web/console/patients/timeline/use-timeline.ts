import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Timeline, TimelineEntry } from '../../../../src/insights/contract/timeline.ts'
import { get } from '../../api/client.ts'

export const timelineViews = ['all', 'messages', 'visits', 'decisions', 'changes'] as const
export type TimelineView = (typeof timelineViews)[number]

const perPage = 30
const newestForPanel = 20

/** A patient's history, newest first, page by page. */
export function useTimeline(patientId: string, view: TimelineView) {
  return useInfiniteQuery({
    queryKey: ['timeline', patientId, view],
    queryFn: ({ pageParam, signal }) =>
      get<Timeline>(
        `/api/patients/${patientId}/timeline`,
        { kind: view, before: pageParam, limit: perPage },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** The newest of it, for the panel beside a list. */
export function useNewestEntries(patientId: string) {
  return useQuery({
    queryKey: ['timeline', patientId, 'newest'],
    queryFn: ({ signal }) =>
      get<Timeline>(`/api/patients/${patientId}/timeline`, { kind: 'all', limit: newestForPanel }, signal),
  })
}

export interface TimelineDay {
  readonly key: string
  readonly text: string
  readonly relative: TimelineEntry['day']['relative']
  readonly entries: readonly TimelineEntry[]
}

/** Entries under their days, in the order they came. */
export function byDay(entries: readonly TimelineEntry[]): readonly TimelineDay[] {
  const days = new Map<string, { readonly day: TimelineEntry['day']; readonly entries: TimelineEntry[] }>()
  for (const entry of entries) {
    const known = days.get(entry.day.key)
    if (known) known.entries.push(entry)
    else days.set(entry.day.key, { day: entry.day, entries: [entry] })
  }
  return [...days.values()].map(({ day, entries: ofDay }) => ({ ...day, entries: ofDay }))
}
