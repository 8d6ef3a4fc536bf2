import { useLocation, useNavigate } from '@tanstack/react-router'

declare module '@tanstack/react-router' {
  interface HistoryState {
    searchWords?: string
  }
}

/**
 * The words typed into a page's search box. They may be a patient's name, so they live in the history entry
 * (they survive reload and Back) and never in the address, which browsers remember and people copy.
 */
export function useSearchWords(): [string, (words: string) => void] {
  const words = useLocation({ select: (location) => location.state.searchWords ?? '' })
  const navigate = useNavigate()
  const setWords = (next: string): void => {
    void navigate({
      to: '.',
      search: ((before: object) => ({ ...before, page: undefined })) as never,
      state: (before) => ({ ...before, searchWords: next }),
      replace: true,
    })
  }
  return [words, setWords]
}
