import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BookBody, BookedReply, OpenTimes, Services } from '../../../src/scheduling/contract.ts'
import { get, post } from '../api/client.ts'

export type OpenTime = OpenTimes['times'][number]

/** What is looked for. `resourceId` null: whoever is free; `from` null: from now on. */
export interface TimeWish {
  readonly serviceId: string
  readonly resourceId: string | null
  /** A day of the clinic, YYYY-MM-DD. */
  readonly from: string | null
}

const timesAtOnce = 120
const daysAhead = 60

export function useServices() {
  return useQuery({
    queryKey: ['services'],
    queryFn: ({ signal }) => get<Services>('/api/services', {}, signal),
  })
}

/** Open times from the wished day on, in pages that begin at the last day of the page before. */
export function useOpenTimes(wish: TimeWish | null) {
  return useInfiniteQuery({
    queryKey: ['open-times', wish],
    enabled: wish !== null,
    queryFn: ({ pageParam, signal }) =>
      get<OpenTimes>(
        '/api/open-times',
        {
          serviceId: wish?.serviceId,
          resourceId: wish?.resourceId ?? undefined,
          from: pageParam,
          days: daysAhead,
          limit: timesAtOnce,
        },
        signal,
      ),
    initialPageParam: wish?.from ?? undefined,
    getNextPageParam: ({ times }, _pages, from) => {
      const last = times.at(-1)?.day.key
      // A page may stop in the middle of a day, so the next one begins with that day again.
      return times.length === timesAtOnce && last !== from ? last : undefined
    },
  })
}

export interface OpenDay {
  readonly key: string
  readonly text: string
  readonly times: readonly OpenTime[]
}

/** Times under their days; of a time that two pages tell, one stands. */
export function byDay(pages: readonly OpenTimes[]): readonly OpenDay[] {
  const days = new Map<string, { readonly text: string; readonly times: Map<string, OpenTime> }>()
  for (const time of pages.flatMap((page) => page.times)) {
    const day = days.get(time.day.key) ?? { text: time.day.text, times: new Map<string, OpenTime>() }
    days.set(time.day.key, day)
    day.times.set(time.startsAt.iso, time)
  }
  return [...days].map(([key, { text, times }]) => ({ key, text, times: [...times.values()] }))
}

/** Books, moves, confirms and cancels; lists and cards follow by themselves. */
export function useBooking() {
  const queryClient = useQueryClient()
  // Not waited for: the dialog closes at once, and the lists follow.
  const refresh = (): void => {
    void Promise.all(
      ['due-list', 'due-cycle', 'patient', 'patients', 'timeline', 'today', 'open-times'].map(async (name) =>
        queryClient.invalidateQueries({ queryKey: [name] }),
      ),
    )
  }
  const booking = useMutation({
    mutationFn: async (body: BookBody) => post<BookedReply>('/api/appointments', body),
    onSettled: refresh,
  })
  const moving = useMutation({
    mutationFn: async ({ appointmentId, time }: { appointmentId: string; time: OpenTime }) =>
      post<BookedReply>(`/api/appointments/${appointmentId}/move`, {
        startsAt: time.startsAt.iso,
        resourceId: time.resourceId,
      }),
    onSettled: refresh,
  })
  const changing = useMutation({
    mutationFn: async ({ appointmentId, verb }: { appointmentId: string; verb: 'confirm' | 'cancel' }) =>
      post(`/api/appointments/${appointmentId}/${verb}`),
    onSettled: refresh,
  })
  return { booking, moving, changing }
}
