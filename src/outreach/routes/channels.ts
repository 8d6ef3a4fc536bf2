import { staffReading } from '../../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import { HttpProblem } from '../../platform/http/problem.ts'
import {
  accountParams,
  askedTestSchema,
  channelsSchema,
  testBody,
  testMessageSchema,
} from '../contract/channels.ts'
import { listAccounts } from '../list-accounts.ts'
import { presentAccount } from '../present-accounts.ts'
import { opensElsewhere } from '../rules/opens-elsewhere.ts'
import { readLastTests, readTest } from '../test-message/read-tests.ts'
import { requestTest } from '../test-message/request-test.ts'

/** Accounts for SMS and e-mail. `publicUrl` is the base of links in messages. */
export function channelRoutes(server: StaffServer, publicUrl: () => string): void {
  listRoute(server, publicUrl)
  testRoutes(server)
}

function listRoute(server: StaffServer, publicUrl: () => string): void {
  staffRoute(
    server,
    { method: 'GET', url: '/api/channels', permission: 'manage_clinic', reply: channelsSchema },
    async ({ tx, staff }) => {
      const { clinic, reading } = await staffReading(tx.as('clinic'), staff)
      const outreach = tx.as('outreach')
      const accounts = await listAccounts(outreach)
      const reader = { reading, now: tx.now, lastTests: await readLastTests(outreach, reading) }
      return {
        accounts: accounts.map((account) => presentAccount(account, reader)),
        currency: clinic.currency,
        linksOpen: opensElsewhere(publicUrl()),
      }
    },
  )
}

function testRoutes(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/channels/:id/test',
      permission: 'manage_clinic',
      params: accountParams,
      body: testBody,
      reply: askedTestSchema,
    },
    async ({ tx, staff, actor, params, body }) => {
      if (actor.kind !== 'staff') throw new HttpProblem(403, 'not_allowed')
      const { reading } = await staffReading(tx.as('clinic'), staff)
      const asked = await requestTest(tx.as('outreach'), {
        accountId: params.id,
        to: body.to,
        language: staff.language,
        by: actor,
      })
      if (!asked.ok) return { outcome: 'refused' as const, reason: asked.error }
      const test = await readTest(tx.as('outreach'), asked.value.id, reading)
      if (test === null) throw new Error('a test that was just written is not there')
      return { outcome: 'queued' as const, test }
    },
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/channels/tests/:id',
      permission: 'manage_clinic',
      params: accountParams,
      reply: testMessageSchema,
    },
    async ({ tx, staff, params }) => {
      const { reading } = await staffReading(tx.as('clinic'), staff)
      const test = await readTest(tx.as('outreach'), params.id, reading)
      if (test === null) throw new HttpProblem(404, 'not_found')
      return test
    },
  )
}
