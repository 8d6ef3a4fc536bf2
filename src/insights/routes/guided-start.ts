import { z } from 'zod'
import { sharesInstallation } from '../../clinic/shares-installation.ts'
import { staffReading } from '../../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import { opensElsewhere } from '../../outreach/rules/opens-elsewhere.ts'
import { HttpProblem } from '../../platform/http/problem.ts'
import { guidedStartSchema, startChoiceBody } from '../contract/guided-start.ts'
import { chooseGuidedStart } from '../start/choose-guided-start.ts'
import { readGuidedStart } from '../start/read-guided-start.ts'

/** How far a new clinic is, and leaving that for later. `publicUrl` is the base of links in messages. */
export function guidedStartRoutes(server: StaffServer, publicUrl: () => string): void {
  staffRoute(
    server,
    { method: 'GET', url: '/api/start', permission: 'see_results', reply: guidedStartSchema },
    async ({ tx, staff }) => {
      const { clinic, reading } = await staffReading(tx.as('clinic'), staff)
      return {
        ...(await readGuidedStart(tx.as('insights'), { reading, linksOpen: opensElsewhere(publicUrl()) })),
        clinicKey: (await sharesInstallation(server.db)) ? clinic.key : null,
      }
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/start',
      permission: 'manage_clinic',
      body: startChoiceBody,
      reply: z.null(),
    },
    async ({ tx, actor, body }) => {
      if (actor.kind === 'patient') throw new HttpProblem(403, 'not_allowed')
      await chooseGuidedStart(tx.as('insights'), { ...body, by: actor })
      return null
    },
  )
}
