import { staffReading } from '../../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import { todayQuery, todaySchema } from '../contract/today.ts'
import { today } from '../today.ts'

/** The first page of the console. */
export function todayRoutes(server: StaffServer): void {
  staffRoute(
    server,
    { method: 'GET', url: '/api/today', permission: 'see_patients', query: todayQuery, reply: todaySchema },
    async ({ tx, staff, query }) =>
      today(tx.as('insights'), await staffReading(tx.as('clinic'), staff), query.page),
  )
}
