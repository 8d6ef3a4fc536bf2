import { useNavigate, useSearch } from '@tanstack/react-router'
import { queryClient } from '../api/query-client.ts'
import { paths } from '../shell/paths.ts'

// Only a path of this console may follow a sign-in: a foreign address in the link must lead nowhere.
function safePath(back: unknown): string {
  return typeof back === 'string' && /^\/(?![/\\])/.test(back) ? back : paths.home
}

/** Goes on to where the person was going before they were asked to sign in. */
export function useEnter(): () => void {
  const navigate = useNavigate()
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  return () => {
    queryClient.clear()
    void navigate({ href: safePath(search['back']), replace: true })
  }
}

/** The token behind `#`, once; it is taken out of the address so that it does not stay in the history. */
export function takeToken(): string {
  const token = window.location.hash.slice(1)
  if (token !== '') window.history.replaceState(window.history.state, '', window.location.pathname)
  return token
}
