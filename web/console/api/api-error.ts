/** The wire form of a refusal (RFC 9457): `type` is a key that the console puts into words. */
export interface Problem {
  readonly type: string
  readonly status: number
  readonly trace?: string | undefined
  readonly fields?: readonly { readonly path: string; readonly reason: string }[] | undefined
}

/** Status of a request that got no answer at all. */
export const noAnswer = 0

/** Whatever went wrong between the console and the server, in one shape. */
export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(`${problem.status} ${problem.type}`)
    this.problem = problem
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function fieldsOf(value: unknown): Problem['fields'] {
  if (!Array.isArray(value)) return undefined
  return value.filter(isRecord).flatMap((field) => {
    const path = text(field['path'])
    const reason = text(field['reason'])
    return path && reason ? [{ path, reason }] : []
  })
}

/** Reads a refusal from a body that may be ours, the sign-in library's (`code`), a proxy's, or nothing. */
export function readProblem(status: number, body: unknown): Problem {
  if (!isRecord(body)) return { status, type: `http_${status}` }
  return {
    status,
    type: text(body['type']) ?? text(body['code'])?.toLowerCase() ?? `http_${status}`,
    trace: text(body['trace']),
    fields: fieldsOf(body['fields']),
  }
}
