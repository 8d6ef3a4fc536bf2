import type { LightMyRequestResponse } from 'fastify'
import { afterAll, expect, it } from 'vitest'
import { buildServer } from '../../src/main/http/build-server.ts'
import { registerStaffRoutes } from '../../src/main/http/staff-routes.ts'
import { readConfig } from '../../src/platform/config/read-config.ts'
import { openLog } from '../../src/platform/log/log.ts'
import { testDatabase } from '../support/database.ts'
import { outreachClinic } from '../support/outreach-clinic.ts'

const database = await testDatabase()
const clinic = await outreachClinic(database.connection)
const app = await buildServer({ log: openLog('silent'), isPublic: false })

afterAll(async () => {
  await app.close()
  await clinic.db.close()
})

it('every staff route asks who is there before it looks at anything else', async () => {
  const config = readConfig({}, {})
  if (!config.ok) throw new Error('no settings are needed')
  const routes: { readonly method: 'GET' | 'POST'; readonly url: string }[] = []
  app.addHook('onRoute', ({ method, url }) => {
    if (method === 'GET') routes.push({ method: 'GET', url })
    if (method === 'POST') routes.push({ method: 'POST', url })
  })
  const runtime = {
    config: config.value,
    log: openLog('silent'),
    db: clinic.db,
    connection: database.connection,
    close: async () => undefined,
  }
  const server = { app, db: clinic.db, sessionOf: async () => null }
  await registerStaffRoutes(server, runtime, () => 'https://klonowa.example')
  expect(routes.length).toBeGreaterThan(20)
  for (const { method, url } of routes) {
    const answer: LightMyRequestResponse = await app
      .inject({ method, url: url.replaceAll(/:\w+/g, 'x'), headers: { 'x-kembali': '1' } })
      .then((reply) => reply)
    expect({ url, status: answer.statusCode }).toEqual({ url, status: 401 })
  }
})
