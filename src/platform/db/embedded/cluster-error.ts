/** Something an operator has to mend; the message says what, and never holds a password or a row of data. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError'
}

export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
