import { useQueryClient } from '@tanstack/react-query'

const followers = ['due-list', 'due-cycle', 'patient', 'timeline', 'recall-why', 'unclear-visits', 'session']

/** Lists, cards and counts that show recalls follow. Not waited for: the dialog closes at once. */
export function useRefreshRecalls(): () => void {
  const queryClient = useQueryClient()
  return () => {
    void Promise.all(followers.map(async (name) => queryClient.invalidateQueries({ queryKey: [name] })))
  }
}
