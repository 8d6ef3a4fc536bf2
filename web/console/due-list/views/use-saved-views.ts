import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { DueViewFilter, DueViews, SavedDueView } from '../../../../src/insights/contract/due-views.ts'
import { notifyDone, notifyFailed, notifyUndo } from '../../../ui/notify/Notify.tsx'
import { get, post } from '../../api/client.ts'
import { useText } from '../../messages/use-text.ts'
import { type KnownProblems, useProblemText } from '../../shell/problem-text.ts'
import { type DueView, languages } from '../due-view.ts'

export const knownProblems: KnownProblems = {
  name_taken: 'dueList.viewNameTaken',
  too_many_views: 'dueList.viewTooMany',
}

const key = ['due-views']

/** The reader's own views, by name. */
export function useSavedViews(): readonly SavedDueView[] {
  const { data } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => get<DueViews>('/api/due-list/views', {}, signal),
  })
  return data?.views ?? []
}

/** Keeping a view, naming it anew, removing it and taking that back; the menu follows by itself. */
export function useViewChanges() {
  const text = useText()
  const problemText = useProblemText()
  const queryClient = useQueryClient()
  const refresh = async () => queryClient.invalidateQueries({ queryKey: key })
  const onError = (error: unknown): void => notifyFailed(problemText(error, knownProblems))
  const saving = useMutation({
    mutationFn: async (view: { readonly name: string; readonly filter: DueViewFilter }) =>
      post('/api/due-list/views', view),
    onSuccess: async (_, { name }) => {
      notifyDone(text('dueList.viewSaved', { name }))
      await refresh()
    },
  })
  const renaming = useMutation({
    mutationFn: async ({ id, name }: { readonly id: string; readonly name: string }) =>
      post(`/api/due-list/views/${id}`, { name }),
    onSuccess: refresh,
  })
  const restoring = useMutation({
    mutationFn: async ({ id }: SavedDueView) => post(`/api/due-list/views/${id}/restore`),
    onError,
    onSuccess: async (_, { name }) => {
      notifyDone(text('dueList.viewRestored', { name }))
      await refresh()
    },
  })
  const removing = useMutation({
    mutationFn: async ({ id }: SavedDueView) => post(`/api/due-list/views/${id}/remove`),
    onError,
    onSuccess: async (_, view) => {
      notifyUndo(text('dueList.viewRemoved', { name: view.name }), () => restoring.mutate(view))
      await refresh()
    },
  })
  return { saving, renaming, removing }
}

/** What of the address is kept; an unknown language in it is none. */
export function keptOf({ tab, type, range, language, sort }: DueView): DueViewFilter {
  const known = languages.find((one) => one === language)
  return {
    tab,
    sort,
    ...(type === undefined ? {} : { type }),
    ...(range === undefined ? {} : { range }),
    ...(known === undefined ? {} : { language: known }),
  }
}

/** The kept view that the page shows now. */
export function shownView(views: readonly SavedDueView[], view: DueView): SavedDueView | undefined {
  const now = keptOf(view)
  return views.find(({ filter }) =>
    (['tab', 'type', 'range', 'language', 'sort'] as const).every((part) => filter[part] === now[part]),
  )
}
