import { useMediaQuery } from '@mantine/hooks'

const narrow = '(max-width: 767px)'

/** Whether a media query holds, from the first paint on. */
export function useScreen(query: string): boolean {
  return useMediaQuery(query, window.matchMedia(query).matches)
}

/** Below 768 px tables are two-line rows and the tools of a list stand in one line. */
export function useIsNarrow(): boolean {
  return useScreen(narrow)
}
