import { Readable } from 'node:stream'
import { z } from 'zod'
import { readClinic } from '../../clinic/read-clinic.ts'
import { staffReading } from '../../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import { HttpProblem } from '../../platform/http/problem.ts'
import { tenantDownload } from '../../platform/http/tenant-download.ts'
import { dueFilterSchema } from '../../recall/contract.ts'
import { countDue } from '../../recall/count-due.ts'
import { countDueTabs } from '../../recall/count-due-tabs.ts'
import {
  dueCountSchema,
  dueCycleParams,
  dueCycleSchema,
  dueExportBody,
  dueListQuery,
  dueListSchema,
  dueTabsSchema,
} from '../contract/due-list.ts'
import { exportDueList } from '../due-list/export-due-list.ts'
import { readDueCycle } from '../due-list/read-due-cycle.ts'
import { readDueList } from '../due-list/read-due-list.ts'
import { recordDueExport } from '../due-list/record-due-export.ts'

/** The due list of the console: a page of it, how many there are, and one cycle for the panel. */
export function dueListRoutes(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/due-list',
      permission: 'see_patients',
      query: dueListQuery,
      reply: dueListSchema,
    },
    async ({ tx, staff, query }) => {
      const { country, zone } = await readClinic(tx.as('clinic'))
      return readDueList(tx.as('insights'), query, { language: staff.language, country, zone })
    },
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/due-list/tabs',
      permission: 'see_patients',
      reply: dueTabsSchema,
    },
    async ({ tx }) => countDueTabs(tx.as('recall')),
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/due-list/count',
      permission: 'see_patients',
      query: dueFilterSchema,
      reply: dueCountSchema,
    },
    async ({ tx, query }) => ({ total: await countDue(tx.as('recall'), query) }),
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/due-list/:patientId/:typeKey',
      permission: 'see_patients',
      params: dueCycleParams,
      reply: dueCycleSchema,
    },
    async ({ tx, staff, params }) => {
      const { country, zone } = await readClinic(tx.as('clinic'))
      const found = await readDueCycle(tx.as('insights'), params, { language: staff.language, country, zone })
      if (found === null) throw new HttpProblem(404, 'not_found')
      return found
    },
  )
  exportRoute(server)
}

/** A file of the rows, as a POST because it is put on record. What the file holds is read after that is committed. */
function exportRoute(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/due-list/export',
      permission: 'export_patients',
      body: dueExportBody,
      reply: z.instanceof(Readable),
    },
    async ({ tx, staff, actor, body, raw }) => {
      const { reading } = await staffReading(tx.as('clinic'), staff)
      await recordDueExport(tx.as('insights'), { asked: body, by: actor })
      const day = tx.now.toZonedDateTimeISO(reading.zone).toPlainDate()
      raw
        .type('text/csv; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="due-list-${day.toString()}.csv"`)
      return tenantDownload(server.db, staff.clinicId, (later) =>
        exportDueList(later.as('insights'), body, reading),
      )
    },
  )
}
