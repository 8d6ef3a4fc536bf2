import { useEffect, useState } from 'react'
import type { ThreadLine } from '../../../src/conversations/contract.ts'

interface Kept {
  readonly key: string
  readonly ids: readonly string[]
}

export interface SteadyThreads {
  readonly threads: readonly ThreadLine[] | undefined
  /** Threads that have come since the list was drawn, not yet among the rows. */
  readonly fresh: readonly ThreadLine[]
  /** Draws the list anew, the new ones in their places. */
  readonly showFresh: () => void
}

const idsOf = (threads: readonly ThreadLine[]): readonly string[] => threads.map((thread) => thread.id)

/**
 * Live rows never move under the pointer: the order stays as it was drawn, contents follow the server, what left the
 * tab goes away, and what came waits behind “3 new”. `key` names the list; another key is another list.
 */
export function useSteadyThreads(key: string, threads: readonly ThreadLine[] | undefined): SteadyThreads {
  const [kept, setKept] = useState<Kept | undefined>(undefined)
  const own = kept?.key === key ? kept.ids : []
  const shown = own.flatMap((id) => threads?.find((thread) => thread.id === id) ?? [])
  // Nothing is there that could move.
  const isBlank = shown.length === 0
  useEffect(() => {
    if (threads && threads.length > 0 && isBlank) setKept({ key, ids: idsOf(threads) })
  }, [key, threads, isBlank])
  if (threads === undefined) return { threads: undefined, fresh: [], showFresh: () => {} }
  return {
    threads: isBlank ? threads : shown,
    fresh: isBlank ? [] : threads.filter((thread) => !own.includes(thread.id)),
    showFresh: () => setKept({ key, ids: idsOf(threads) }),
  }
}
