import { ApiError } from './api-error.ts'

/** `idle`: nobody did anything for the limit. `other`: signed out on purpose, or elsewhere, or after a day. */
export type SignedOut = 'idle' | 'other'

const listeners = new Set<(why: SignedOut) => void>()

/** Tells when a session has ended on the server, so that the sign-in page can be shown. */
export function whenSignedOut(listener: (why: SignedOut) => void): void {
  listeners.add(listener)
}

let hasEnded = false

export function tellSignedOut(why: SignedOut): void {
  hasEnded = true
  for (const listener of listeners) listener(why)
}

/** Why the server refused: whoever is not signed in any more; null: for another reason. */
export function signedOutBy(error: unknown): SignedOut | null {
  if (!(error instanceof ApiError) || error.problem.status !== 401) return null
  return error.problem.type === 'session_idle' ? 'idle' : 'other'
}

/** Whether a session has ended since the console was loaded: what was being written then is still in its memory. */
export function hasSignedOutHere(): boolean {
  return hasEnded
}
