import { ApiError, noAnswer } from '../api/api-error.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'

const byStatus: Readonly<Record<number, MessageKey>> = {
  400: 'problems.invalid',
  401: 'problems.signedOut',
  403: 'problems.forbidden',
  404: 'problems.notFound',
  409: 'problems.conflict',
  422: 'problems.invalid',
  429: 'problems.tooMany',
}

/** What a page says for the refusals it knows; everything else has a common text. */
export type KnownProblems = Readonly<Record<string, MessageKey>>

function keyOf(error: unknown, known: KnownProblems): MessageKey {
  if (!(error instanceof ApiError)) return 'problems.unknown'
  const { status, type } = error.problem
  const own = known[type]
  if (own) return own
  if (status === noAnswer) return type === 'timeout' ? 'problems.timeout' : 'problems.offline'
  return byStatus[status] ?? 'problems.unknown'
}

/** Puts any failure of a request into the reader's words. */
export function useProblemText(): (error: unknown, known?: KnownProblems) => string {
  const text = useText()
  return (error, known = {}) => text(keyOf(error, known))
}

export function traceOf(error: unknown): string | undefined {
  return error instanceof ApiError ? error.problem.trace : undefined
}
