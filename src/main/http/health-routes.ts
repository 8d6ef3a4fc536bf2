import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../../platform/db/database.ts'

/** `/healthz`: the process is alive. `/readyz`: it can serve. `/metrics`: Prometheus; counts only, nothing about a patient. */
export function healthRoutes(app: FastifyInstance, db: Database): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'kembali_http_request_seconds',
    help: 'Duration of requests by route and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  })
  const outbox = new Gauge({
    name: 'kembali_outbox_messages',
    help: 'Messages in the outbox that are not settled, by state.',
    labelNames: ['state'],
    registers: [registry],
    collect: async () => {
      const rows = await db.discover<{ state: string; count: number }>(sql`
        select state, count(*) as count from outreach.message where state in ('queued', 'submitting', 'ambiguous') group by state`)
      outbox.reset()
      for (const state of ['queued', 'submitting', 'ambiguous'])
        outbox.set({ state }, rows.find((row) => row.state === state)?.count ?? 0)
    },
  })
  new Gauge({
    name: 'kembali_outbox_oldest_seconds',
    help: 'How long the oldest message that is due has waited; grows when a channel stands still.',
    registers: [registry],
    async collect() {
      const now = db.clock.now()
      const [row] = await db.discover<{ oldest: Temporal.Instant | null }>(sql`
        select min(not_before) as oldest from outreach.message where state = 'queued' and not_before <= ${now}`)
      this.set(row?.oldest ? row.oldest.until(now).total('seconds') : 0)
    },
  })
  app.addHook('onResponse', async (request, reply) => {
    requests.observe(
      { route: request.routeOptions.url ?? 'none', method: request.method, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    )
  })
  app.get('/healthz', async () => ({ status: 'alive' }))
  app.get('/readyz', async (_request, reply) => {
    try {
      await db.discover(sql`select 1 as one`)
      return { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: 'database_unreachable' })
    }
  })
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}
