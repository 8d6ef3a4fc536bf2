import { z } from 'zod'
import { staffReading } from '../../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import { HttpProblem } from '../../platform/http/problem.ts'
import { campaignReport } from '../campaign-report.ts'
import { campaignReportSchema } from '../contract/campaign-report.ts'
import { presentReport } from '../present-report.ts'

/** What came of a campaign. */
export function campaignReportRoutes(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/campaigns/:id/report',
      permission: 'see_results',
      params: z.object({ id: z.guid() }),
      reply: campaignReportSchema,
    },
    async ({ tx, staff, params }) => {
      const report = await campaignReport(tx.as('insights'), params.id)
      if (report === null) throw new HttpProblem(404, 'unknown_campaign')
      return presentReport(report, (await staffReading(tx.as('clinic'), staff)).reading)
    },
  )
}
