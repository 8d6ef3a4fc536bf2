import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { consoleFolder } from '../console-build.ts'

/** The built console under /console; its own addresses all answer with the one page, which reads the address itself. */
export async function consoleFiles(app: FastifyInstance): Promise<void> {
  app.get('/', async (_request, reply) => reply.redirect('/console/'))
  app.get('/console', async (_request, reply) => reply.redirect('/console/'))
  const assets = join(consoleFolder, 'assets')
  if (existsSync(assets)) {
    await app.register(fastifyStatic, {
      root: assets,
      prefix: '/console/assets/',
      immutable: true,
      maxAge: '365d',
      index: false,
    })
  }
  const page = await readFile(join(consoleFolder, 'index.html'), 'utf8').catch(() => null)
  app.get('/console/*', async (_request, reply) => {
    if (page === null)
      return reply.code(503).type('text/plain').send('The console is not built: start with "kembali serve".')
    return reply.header('cache-control', 'no-store').type('text/html').send(page)
  })
}
