import { staffReading } from '../../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import { channelsSchema } from '../contract/channels.ts'
import { listAccounts } from '../list-accounts.ts'
import { presentAccount } from '../present-accounts.ts'
import { opensElsewhere } from '../rules/opens-elsewhere.ts'

/** Accounts for SMS and e-mail. `publicUrl` is the base of links in messages. */
export function channelRoutes(server: StaffServer, publicUrl: () => string): void {
  staffRoute(
    server,
    { method: 'GET', url: '/api/channels', permission: 'manage_clinic', reply: channelsSchema },
    async ({ tx, staff }) => {
      const { clinic, reading } = await staffReading(tx.as('clinic'), staff)
      const accounts = await listAccounts(tx.as('outreach'))
      return {
        accounts: accounts.map((account) => presentAccount(account, { reading, now: tx.now })),
        currency: clinic.currency,
        linksOpen: opensElsewhere(publicUrl()),
      }
    },
  )
}
