import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { issueSetUpLink } from '../src/main/auth/set-up-link.ts'
import type { Database } from '../src/platform/db/database.ts'
import type { ClinicId } from '../src/platform/rules/brand.ts'
import { languages } from '../src/platform/rules/language.ts'
import { enableRecallTypes } from '../src/recall/enable-recall-types.ts'
import { loadRecallPacks } from '../src/recall/packs/load-recall-packs.ts'
import { rebuildCycles } from '../src/recall/rebuild-cycles.ts'
import { dueSorts, dueTabs } from '../src/recall/rules/due-tabs.ts'
import { typicalAudiences } from './audiences.ts'
import { makeLargeClinic } from './generator/make-large-clinic.ts'
import { growthOf, median, tenTypes, timed } from './recall-measures.ts'

// What staff wait for, at two sizes: the server as it is shipped, in a process of its own, asked over HTTP by somebody who
// is signed in. One request at a time; milliseconds from the request to the last byte.

export interface PagesBenchSize {
  readonly patients: readonly number[]
  /** Requests of each kind at least. */
  readonly requests: number
}

export const pagesBenchSize: PagesBenchSize = { patients: [100_000, 1_000_000], requests: 50 }

interface Waits {
  readonly requests: number
  readonly medianMs: number
  readonly p95Ms: number
  readonly slowestMs: number
  /** What was asked when it took longest. */
  readonly slowest: string
}

interface Figures {
  readonly patients: number
  readonly waits: Readonly<Record<string, Waits>>
  readonly serverMemoryMb: number
}

export interface PagesBench {
  readonly size: PagesBenchSize
  readonly figures: readonly Figures[]
  /** log(time ratio) / log(size ratio) of the 95th percentiles; 0: size does not matter. */
  readonly growth: Readonly<Record<string, number>>
}

interface Question {
  readonly path: string
  readonly body?: object
}

const by = { kind: 'command_line', name: 'Benchmark' } as const

export async function benchPages(
  db: Database,
  size: PagesBenchSize,
  { dataDir, say }: { readonly dataDir: string; readonly say: (line: string) => void },
): Promise<PagesBench> {
  const figures: Figures[] = []
  for (const patients of size.patients) {
    const { clinicId } = await makeLargeClinic(db, { patients, seed: 7, say })
    const packs = await loadRecallPacks()
    await db.tenant(clinicId, async (tx) => {
      await enableRecallTypes(tx.as('recall'), { keys: tenTypes, by, packs })
      await rebuildCycles(tx.as('recall'))
    })
    await db.pool.query('vacuum analyze')
    figures.push(await measurePages(db, clinicId, { patients, requests: size.requests, dataDir, say }))
  }
  const [small, large] = [figures.at(0), figures.at(-1)]
  const growth = Object.fromEntries(
    Object.keys(small?.waits ?? {}).map((kind) => [
      kind,
      growthOf(
        { size: small?.patients, ms: small?.waits[kind]?.p95Ms },
        { size: large?.patients, ms: large?.waits[kind]?.p95Ms },
      ),
    ]),
  )
  return { size, figures, growth }
}

interface Measuring {
  readonly patients: number
  readonly requests: number
  readonly dataDir: string
  readonly say: (line: string) => void
}

async function measurePages(db: Database, clinicId: ClinicId, size: Measuring): Promise<Figures> {
  const server = await openServer(size.dataDir)
  try {
    const ask = await signIn(db, clinicId, server.address)
    const waits: Record<string, Waits> = {}
    for (const [kind, questions] of Object.entries(await questionsOf(db, clinicId, size.requests))) {
      waits[kind] = await measure(ask, questions)
      size.say(`${size.patients} patients: ${kind} ${JSON.stringify(waits[kind])}`)
    }
    return { patients: size.patients, waits, serverMemoryMb: await server.memoryMb() }
  } finally {
    await server.close()
  }
}

type Ask = (question: Question) => Promise<void>

async function measure(ask: Ask, questions: readonly Question[]): Promise<Waits> {
  // The first question of a kind pays for what is read once.
  const [first] = questions
  if (first !== undefined) await ask(first)
  const times: { readonly ms: number; readonly question: Question }[] = []
  for (const question of questions) {
    times.push({ ms: await timed(() => ask(question)), question })
    // The server takes 1,200 requests a minute from one address.
    await setTimeout(55)
  }
  times.sort((one, other) => one.ms - other.ms)
  const slowest = times.at(-1)
  return {
    requests: times.length,
    medianMs: median(times.map(({ ms }) => ms)),
    p95Ms: times[Math.ceil(times.length * 0.95) - 1]?.ms ?? Number.NaN,
    slowestMs: slowest?.ms ?? Number.NaN,
    slowest: `${slowest?.question.path} ${JSON.stringify(slowest?.question.body ?? '')}`,
  }
}

async function questionsOf(
  db: Database,
  clinicId: ClinicId,
  requests: number,
): Promise<Readonly<Record<string, readonly Question[]>>> {
  const people = await db.tenant(clinicId, async (tx) =>
    tx.sql<{ id: string; name: string }>(sql`
      select id, full_name as name from patients.patient where clinic_id = ${clinicId} and merged_into is null
      order by md5(id::text) limit ${requests}`),
  )
  const some = (path: string) => Array.from({ length: requests }, (): Question => ({ path }))
  const audiences = (mode: string) =>
    typicalAudiences.map((audience) => ({ path: '/api/audiences/count', body: { audience, mode } }))
  return {
    dueList: dueListPaths().map((path) => ({ path })),
    dueTabs: some('/api/due-list/tabs'),
    dueCount: dueTabs.map((tab) => ({ path: `/api/due-list/count?tab=${tab}` })),
    search: people.flatMap(({ name }, index) => {
      const [given = '', family = ''] = name.split(' ')
      // As people type: a part of the family name, both names, the beginning of a given name that thousands have.
      const typed = [family.slice(0, 5), name, given.slice(0, 3)][index % 3] ?? family
      return [{ path: `/api/patients?${new URLSearchParams({ search: typed, pageSize: '10' })}` }]
    }),
    card: people.map(({ id }) => ({ path: `/api/patients/${id}` })),
    timeline: people.map(({ id }) => ({ path: `/api/patients/${id}/timeline` })),
    today: some('/api/today'),
    audienceEstimate: audiences('estimate'),
    audienceExact: audiences('exact'),
  }
}

/** Every tab and order with every filter that a click gives, on the first pages. */
function dueListPaths(): readonly string[] {
  const filters = [
    '',
    ...languages.map((language) => `&language=${language}`),
    '&types=dental_perio',
    '&overdueToDays=60',
  ]
  return dueTabs.flatMap((tab) =>
    dueSorts.flatMap((sort) =>
      filters.flatMap((filter) =>
        [1, 3].map((page) => `/api/due-list?tab=${tab}&sort=${sort}&page=${page}${filter}`),
      ),
    ),
  )
}

interface Server {
  readonly address: string
  memoryMb(): Promise<number>
  close(): Promise<void>
}

async function openServer(dataDir: string): Promise<Server> {
  const command = fileURLToPath(new URL('../bin/kembali.mjs', import.meta.url))
  const args = [command, 'serve', '--port', '0', '--data-dir', dataDir]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const address = await new Promise<string>((resolve, reject) => {
    let told = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text
      const found = /Kembali is at (http:\S+)\/console\//.exec(told)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', () => reject(new Error(`the server ended: ${told}`)))
  })
  return {
    address,
    memoryMb: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024)
    },
    close: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function signIn(db: Database, clinicId: ClinicId, address: string): Promise<Ask> {
  const { path } = await issueSetUpLink(db, clinicId, 'owner')
  const headers = { 'content-type': 'application/json', 'x-kembali': '1', origin: address }
  const answer = await fetch(`${address}/api/set-up`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      token: path.split('#')[1],
      name: 'Bench',
      email: `bench@${clinicId}.example`,
      password: 'a long sentence is easy',
      language: 'en',
    }),
  })
  if (!answer.ok) throw new Error(`the account was not made: ${answer.status} ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return async ({ path: asked, body }) => {
    const reply = await fetch(`${address}${asked}`, {
      headers: { ...headers, cookie },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    })
    const text = await reply.text()
    if (!reply.ok)
      throw new Error(`${asked} ${JSON.stringify(body ?? '')}: ${reply.status} ${text.slice(0, 300)}`)
  }
}
