import { z } from 'zod'

/** How one practice system is reached. */
export interface FhirServer {
  readonly baseUrl: string
  /** Bearer token; null: none needed. */
  readonly token: string | null
  readonly fetch: typeof fetch
  /** False: a request that begins now might end after the time that was set aside for it. */
  readonly mayAsk: () => boolean
}

/** An answer, or why there was none; a body is JSON of at most a megabyte. */
export type FhirAnswer =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly body: FhirBody | null
      readonly location: string | null
    }
  | {
      readonly kind: 'silence'
      readonly reason: 'timeout' | 'unreachable' | 'redirect' | 'unreadable' | 'lease_over'
    }

const fhirBody = z.looseObject({
  resourceType: z.string(),
  id: z.string().optional(),
  status: z.unknown().optional(),
  meta: z.looseObject({ versionId: z.string().optional() }).optional(),
  issue: z.array(z.looseObject({ code: z.string().optional() })).optional(),
})

export type FhirBody = z.infer<typeof fhirBody>

export interface FhirRequest {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Below the base URL, such as Appointment/12. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** The longest that one request takes. */
export const timeoutSeconds = 20
const mostBytes = 1024 * 1024
const idShape = /^[A-Za-z0-9\-.]{1,64}$/

export function isFhirId(text: unknown): text is string {
  return typeof text === 'string' && idShape.test(text)
}

/**
 * Asks the practice system. Only the configured server is ever asked: the path stays below its base URL and
 * redirects are not followed, so nothing it says can send us elsewhere.
 */
export async function askServer(server: FhirServer, request: FhirRequest): Promise<FhirAnswer> {
  const base = new URL(server.baseUrl.endsWith('/') ? server.baseUrl : `${server.baseUrl}/`)
  const url = new URL(request.path, base)
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) {
    throw new Error('a request may not leave the practice system')
  }
  if (!server.mayAsk()) return { kind: 'silence', reason: 'lease_over' }
  try {
    const response = await server.fetch(url, {
      method: request.method,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
      headers: {
        accept: 'application/fhir+json',
        prefer: 'return=representation',
        ...(request.body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...(server.token === null ? {} : { authorization: `Bearer ${server.token}` }),
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    })
    if (response.status >= 300 && response.status < 400) return { kind: 'silence', reason: 'redirect' }
    const text = await limitedText(response)
    if (text === null) return { kind: 'silence', reason: 'unreadable' }
    return {
      kind: 'answer',
      status: response.status,
      body: bodyOf(text),
      location: response.headers.get('location'),
    }
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError'
    return { kind: 'silence', reason: isTimeout ? 'timeout' : 'unreachable' }
  }
}

async function limitedText(response: Response): Promise<string | null> {
  if (response.body === null) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.byteLength
    if (size > mostBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function bodyOf(text: string): FhirBody | null {
  try {
    const parsed = fhirBody.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
