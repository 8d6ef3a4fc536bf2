import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  ChangedTypes,
  PreviewTypes,
  TypeEffects,
} from '../../../src/recall/contract/recall-type-pages.ts'
import { notifyDone } from '../../ui/notify/Notify.tsx'
import { post, postPatiently } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'

type Without<Wish> = Wish extends unknown ? Omit<Wish, 'mode'> : never
/** A change that is thought about: types on, a type off, own words. */
export type TypesWish = Without<PreviewTypes>

const followers = [
  'recall-types',
  'due-list',
  'due-cycle',
  'patient',
  'patients',
  'session',
  'today',
  'audience-count',
]

const forgetMilliseconds = 1_000

/**
 * What it would do. The estimate comes at once; counting everybody is asked for by hand where it takes long. Who looks
 * away gives the question up, and the server stops working on it.
 */
export function useTypeEffects(wish: TypesWish | null, mode: PreviewTypes['mode']) {
  return useQuery({
    queryKey: ['recall-type-effects', wish, mode],
    queryFn: async ({ signal }) =>
      (mode === 'exact' ? postPatiently : post)<TypeEffects>(
        '/api/recall-types/preview',
        { ...wish, mode },
        signal,
      ),
    enabled: wish !== null,
    // Patients change; what was worked out for a dialog ends soon after it.
    gcTime: forgetMilliseconds,
    retry: false,
    refetchOnWindowFocus: false,
  })
}

/** Doing it, under the name of who is signed in. */
export function useTypeChange(onDone: (keys: readonly string[]) => void) {
  const text = useText()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async ({ kind, ...body }: TypesWish) => post<ChangedTypes>(`/api/recall-types/${kind}`, body),
    onSuccess: ({ keys, isUnderWay }, { kind }) => {
      const done = text('recallTypes.done', { kind, count: keys.length })
      notifyDone(isUnderWay ? text('recallTypes.doneLater', { done }) : done)
      void Promise.all(followers.map(async (name) => queryClient.invalidateQueries({ queryKey: [name] })))
      onDone(keys)
    },
  })
}
