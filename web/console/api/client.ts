import { ApiError, noAnswer, readProblem } from './api-error.ts'
import { idleSeconds } from './last-act.ts'

// After this the screen says so; the server's own limit for a page is far below it.
const patienceMilliseconds = 10_000
const longPatienceMilliseconds = 600_000

type QueryValue = string | number | boolean | undefined | readonly string[]
export type QueryValues = Readonly<Record<string, QueryValue>>

function withQuery(path: string, query: QueryValues): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue
    for (const one of typeof value === 'object' ? value : [value]) search.append(name, String(one))
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

interface Request extends RequestInit {
  readonly headers?: Readonly<Record<string, string>>
}

/** The answer to a request that was accepted; its body is still on its way. */
async function reach(path: string, init: Request, milliseconds: number): Promise<Response> {
  const patience = AbortSignal.timeout(milliseconds)
  const signal = init.signal ? AbortSignal.any([init.signal, patience]) : patience
  let response: Response
  try {
    const headers = { ...init.headers, 'x-kembali-idle': String(idleSeconds()) }
    response = await fetch(path, { ...init, headers, signal, credentials: 'same-origin' })
  } catch (cause) {
    // A query that was cancelled on purpose is not a failure.
    if (init.signal?.aborted) throw cause
    throw new ApiError({ status: noAnswer, type: patience.aborted ? 'timeout' : 'offline' })
  }
  if (response.ok) return response
  throw new ApiError(readProblem(response.status, await bodyOf(response)))
}

async function bodyOf(response: Response): Promise<unknown> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return isJson ? response.json() : undefined
}

async function send(path: string, init: Request, milliseconds = patienceMilliseconds): Promise<unknown> {
  return bodyOf(await reach(path, init, milliseconds))
}

/** Asks for `T`, a wire type from a `contract.ts`. Throws `ApiError`. */
export async function get<T>(path: string, query: QueryValues = {}, signal?: AbortSignal): Promise<T> {
  const body = await send(withQuery(path, query), signal ? { signal } : {})
  return body as T
}

/**
 * Changes something. The header `x-kembali` cannot be sent by a form of another site, which is what keeps
 * forged requests out. A question that is asked this way may be given up by `signal`. Throws `ApiError`.
 */
export async function post<T = unknown>(path: string, body: object = {}, signal?: AbortSignal): Promise<T> {
  return (await send(path, posted(body, signal))) as T
}

/** The same for what is known to take minutes and shows that it works, as a count of a million patients. */
export async function postPatiently<T>(path: string, body: object, signal: AbortSignal): Promise<T> {
  return (await send(path, posted(body, signal), longPatienceMilliseconds)) as T
}

function posted(body: object, signal: AbortSignal | undefined): Request {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-kembali': '1' },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  }
}

/** Has a file made, which is put on record, and gives it to the browser to keep. Answers with its name. Throws `ApiError`. */
export async function downloadFile(path: string, body: object): Promise<string> {
  const response = await reach(path, posted(body, undefined), longPatienceMilliseconds)
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'kembali'
  // Broken off on the way: half a file is none.
  const file = await response.blob().catch(() => {
    throw new ApiError({ status: noAnswer, type: 'offline' })
  })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
  return name
}
