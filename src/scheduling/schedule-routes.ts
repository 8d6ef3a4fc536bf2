import { mayDo } from '../clinic/rules/policy.ts'
import { staffReading } from '../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../clinic/staff-route.ts'
import { scheduleSchema } from './contract/schedule-pages.ts'
import { presentSchedule } from './present-schedule.ts'

/** The schedule of the clinic: services, who gives them, weekly hours and closures. */
export function scheduleRoutes(server: StaffServer): void {
  staffRoute(
    server,
    { method: 'GET', url: '/api/schedule', permission: 'see_patients', reply: scheduleSchema },
    async ({ tx, staff }) => {
      const { clinic, reading } = await staffReading(tx.as('clinic'), staff)
      return {
        ...(await presentSchedule(tx.as('scheduling'), reading)),
        mayChange: mayDo(staff.role, 'manage_clinic'),
        zone: clinic.zone,
        currency: clinic.currency,
      }
    },
  )
}
