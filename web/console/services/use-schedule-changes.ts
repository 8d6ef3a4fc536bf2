import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  AddClosure,
  RemovedClosure,
  SaveResource,
  SaveService,
  VisitsAhead,
  VisitsAheadQuestion,
} from '../../../src/scheduling/contract/schedule-pages.ts'
import { notifyDone, notifyFailed, notifyUndo } from '../../ui/notify/Notify.tsx'
import { post } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { useProblemText } from '../shell/problem-text.ts'
import { scheduleKey } from './use-schedule.ts'

/** What is shown elsewhere of the schedule. */
const followers = [...scheduleKey, 'services', 'start', 'open-times']

function useFollowers(): () => Promise<unknown> {
  const queries = useQueryClient()
  return async () =>
    Promise.all(followers.map(async (name) => queries.invalidateQueries({ queryKey: [name] })))
}

export async function askVisitsAhead(
  question: VisitsAheadQuestion,
  signal?: AbortSignal,
): Promise<VisitsAhead> {
  return post<VisitsAhead>('/api/schedule/visits-ahead', question, signal)
}

/** How many booked visits a change would concern; asked anew for every dialog. */
export function useVisitsAhead(question: VisitsAheadQuestion) {
  return useQuery({
    queryKey: ['visits-ahead', question],
    queryFn: ({ signal }) => askVisitsAhead(question, signal),
    gcTime: 0,
  })
}

export type Part = 'services' | 'resources'

export function useSavePart(part: Part, onSaved: () => void) {
  const text = useText()
  const follow = useFollowers()
  return useMutation({
    mutationFn: async (body: SaveService | SaveResource) => post(`/api/schedule/${part}`, body),
    onSuccess: async (_, body) => {
      notifyDone(text('services.saved', { name: 'service' in body ? body.service.name : body.resource.name }))
      onSaved()
      await follow()
    },
    onError: follow,
  })
}

export interface PartRow {
  readonly id: string
  readonly name: string
  readonly revision: string
}

export function useEndPart(part: Part, onEnded?: () => void) {
  const text = useText()
  const problemText = useProblemText()
  const follow = useFollowers()
  return useMutation({
    mutationFn: async ({ row, step }: { readonly row: PartRow; readonly step: 'end' | 'restore' }) =>
      post(`/api/schedule/${part}/${row.id}/${step}`, { revision: row.revision }),
    onSuccess: async (_, { row, step }) => {
      notifyDone(text(step === 'end' ? 'services.retiredDone' : 'services.backDone', { name: row.name }))
      onEnded?.()
      await follow()
    },
    onError: async (error) => {
      notifyFailed(problemText(error))
      await follow()
    },
  })
}

export function useAddClosure(onAdded: () => void) {
  const text = useText()
  const follow = useFollowers()
  return useMutation({
    mutationFn: async (closure: AddClosure) => post('/api/schedule/closures', closure),
    onSuccess: async () => {
      notifyDone(text('services.closureAdded'))
      onAdded()
      await follow()
    },
  })
}

/** Opens again what was closed; for ten seconds that can be taken back. */
export function useRemoveClosure() {
  const text = useText()
  const problemText = useProblemText()
  const follow = useFollowers()
  const failed = async (error: unknown) => {
    notifyFailed(problemText(error))
    await follow()
  }
  const back = useMutation({
    mutationFn: async (closure: AddClosure) => post('/api/schedule/closures', closure),
    onSuccess: follow,
    onError: failed,
  })
  return useMutation({
    mutationFn: async ({ id }: { readonly id: string; readonly words: string }) =>
      post<RemovedClosure>(`/api/schedule/closures/${id}/remove`),
    onSuccess: async ({ closure }, { words }) => {
      notifyUndo(text('services.closureRemoved', { when: words }), () => back.mutate(closure))
      await follow()
    },
    onError: failed,
  })
}
