import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** What the pretended server answers: a status and a JSON body. */
export interface Answer {
  readonly status: number
  readonly body: object
}

export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
  readonly headers: IncomingMessage['headers']
}

export interface PretendServer {
  readonly address: string
  /** Every request to `/api` so far. */
  readonly asked: readonly Asked[]
  readonly close: () => Promise<void>
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Builds the console as it is shipped, into a folder of the test. */
export async function buildConsole(folder: string): Promise<void> {
  const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url))
  await build({ configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: false } })
}

/** Serves the built console, and answers `/api` as the test says, so that the console is tried without a database. */
export async function pretendServer(
  folder: string,
  answer: (asked: Asked) => Answer | undefined,
): Promise<PretendServer> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://console')
    if (!pathname.startsWith('/api/')) {
      const file = extname(pathname) === '' ? 'index.html' : pathname.replace('/console/', '')
      response.setHeader('content-type', mediaTypes[extname(file)] ?? 'application/octet-stream')
      response.end(await readFile(join(folder, file)))
      return
    }
    const text = await bodyOf(request)
    const question = {
      method: request.method ?? 'GET',
      path: pathname,
      query: searchParams,
      body: text === '' ? undefined : JSON.parse(text),
      headers: request.headers,
    }
    asked.push(question)
    const { status, body } = answer(question) ?? {
      status: 404,
      body: { type: 'not_found', title: 'not_found', status: 404, trace: '7f3a19c2' },
    }
    response.writeHead(status, {
      'content-type': status < 400 ? 'application/json' : 'application/problem+json',
    })
    response.end(JSON.stringify(body))
  })
  return { address: await listen(server), asked, close: async () => stop(server) }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString('utf8')
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const place = server.address()
  if (place === null || typeof place === 'string') throw new Error('the pretended server has no port')
  return `http://127.0.0.1:${place.port}`
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => {
    server.close(resolve)
  })
}
