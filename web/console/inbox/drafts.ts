import { useSyncExternalStore } from 'react'
import { useSession } from '../api/session.ts'

/** An answer that is being written. */
interface Draft {
  readonly text: string
  /** Goes with the answer, so that sending it twice is sending it once. */
  readonly key: string
}

// By person and thread. Kept while the console is open, through every change of page and through an automatic sign-out, for
// whoever wrote it; never in the browser's storage, since it is about a patient.
const drafts = new Map<string, Draft>()
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function keep(place: string, text: string): void {
  if (text === '') drafts.delete(place)
  else drafts.set(place, { text, key: drafts.get(place)?.key ?? newKey() })
  for (const listener of listeners) listener()
}

function usePlace(threadId: string): string {
  return `${useSession().staff.id} ${threadId}`
}

// Not for secrecy: two answers must never share a key.
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The reader's draft in a thread, and how to change it; an empty text ends it. */
export function useDraft(threadId: string): [Draft | undefined, (text: string) => void] {
  const place = usePlace(threadId)
  const draft = useSyncExternalStore(subscribe, () => drafts.get(place))
  return [draft, (text) => keep(place, text)]
}

/** Whether an unsent answer of the reader waits in a thread. */
export function useHasDraft(threadId: string): boolean {
  const place = usePlace(threadId)
  return useSyncExternalStore(subscribe, () => drafts.has(place))
}
