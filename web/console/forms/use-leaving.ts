// biome-ignore lint/suspicious/noDeprecatedImports: only its older ways of calling are deprecated
import { useBlocker } from '@tanstack/react-router'
import { useRef } from 'react'
import { paths } from '../shell/paths.ts'

export interface Leaving {
  /** The reader wants to go elsewhere while something is not saved. */
  readonly isAsked: boolean
  readonly go: () => void
  readonly stay: () => void
  /** Nothing is left to lose: what comes next is not asked about. */
  readonly allow: () => void
}

/** Asks before what was written is left. A sign-out is not asked about: the draft outlives it. */
export function useLeaving(isChanged: boolean): Leaving {
  const isAllowed = useRef(false)
  const mayLose = () => isChanged && !isAllowed.current
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      mayLose() && next.pathname !== current.pathname && !next.pathname.endsWith(paths.signIn),
    enableBeforeUnload: mayLose,
    withResolver: true,
  })
  return {
    isAsked: blocker.status === 'blocked',
    go: () => blocker.proceed?.(),
    stay: () => blocker.reset?.(),
    allow: () => {
      isAllowed.current = true
    },
  }
}
