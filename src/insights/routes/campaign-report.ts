import { z } from 'zod'
import { staffReading } from '../../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import { HttpProblem } from '../../platform/http/problem.ts'
import { campaignPatients } from '../campaign-patients.ts'
import { campaignReport } from '../campaign-report.ts'
import { campaignPatientsQuery, campaignPatientsSchema } from '../contract/campaign-patients.ts'
import { campaignReportSchema } from '../contract/campaign-report.ts'
import { presentReport } from '../present-report.ts'

// Ids derived by md5 carry no version, so the looser shape.
const byId = z.object({ id: z.guid() })

/** What came of a campaign, and who stands behind each figure. */
export function campaignReportRoutes(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/campaigns/:id/report',
      permission: 'see_results',
      params: byId,
      reply: campaignReportSchema,
    },
    async ({ tx, staff, params }) => {
      const report = await campaignReport(tx.as('insights'), params.id)
      if (report === null) throw new HttpProblem(404, 'unknown_campaign')
      return presentReport(report, (await staffReading(tx.as('clinic'), staff)).reading)
    },
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/campaigns/:id/patients',
      permission: 'see_patients',
      params: byId,
      query: campaignPatientsQuery,
      reply: campaignPatientsSchema,
    },
    async ({ tx, staff, params, query }) => {
      const { reading } = await staffReading(tx.as('clinic'), staff)
      const page = await campaignPatients(tx.as('insights'), { campaignId: params.id, query, reading })
      if (page === null) throw new HttpProblem(404, 'unknown_campaign')
      return page
    },
  )
}
