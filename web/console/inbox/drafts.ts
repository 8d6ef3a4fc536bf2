import { useSyncExternalStore } from 'react'

/** An answer that is being written. */
interface Draft {
  readonly text: string
  /** Goes with the answer, so that sending it twice is sending it once. */
  readonly key: string
}

// Kept while the console is open, through every change of page; never in the browser's storage, since it is about a patient.
const drafts = new Map<string, Draft>()
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function keep(threadId: string, text: string): void {
  if (text === '') drafts.delete(threadId)
  else drafts.set(threadId, { text, key: drafts.get(threadId)?.key ?? newKey() })
  for (const listener of listeners) listener()
}

// Not for secrecy: two answers must never share a key.
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The draft of a thread, and how to change it; an empty text ends it. */
export function useDraft(threadId: string): [Draft | undefined, (text: string) => void] {
  const draft = useSyncExternalStore(subscribe, () => drafts.get(threadId))
  return [draft, (text) => keep(threadId, text)]
}

/** Whether an unsent answer waits in a thread. */
export function useHasDraft(threadId: string): boolean {
  return useSyncExternalStore(subscribe, () => drafts.has(threadId))
}
