import { z } from 'zod'
import type { Actor } from '../../clinic/rules/actor.ts'
import { staffReading } from '../../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import { tellVisitValue } from '../../clinic/tell-visit-value.ts'
import { HttpProblem } from '../../platform/http/problem.ts'
import { answerQuestion } from '../audit/answer-question.ts'
import { keptAudit } from '../audit/kept-audit.ts'
import { printAudit } from '../audit/print-audit.ts'
import { readAuditPage } from '../audit/read-audit-page.ts'
import { requestAudit } from '../audit/request-audit.ts'
import { answerBody } from '../contract/audit.ts'
import { auditPageSchema, visitValueBody } from '../contract/audit-page.ts'

/** The audit of today's situation as it was measured last, and the answers that only people have. */
export function auditRoutes(server: StaffServer): void {
  readingRoutes(server)
  const shared = { method: 'POST', permission: 'run_campaigns', reply: z.null() } as const
  staffRoute(server, { ...shared, url: '/api/audit/measure' }, async ({ tx, actor }) => {
    await requestAudit(tx.as('insights'), named(actor))
    return null
  })
  staffRoute(
    server,
    { ...shared, url: '/api/audit/answers', body: answerBody },
    async ({ tx, actor, body }) => {
      const done = await answerQuestion(tx.as('insights'), { ...body, by: named(actor) })
      if (!done.ok) throw new HttpProblem(400, 'not_accepted')
      return null
    },
  )
  staffRoute(
    server,
    { ...shared, url: '/api/audit/visit-value', body: visitValueBody },
    async ({ tx, actor, body }) => {
      await tellVisitValue(tx.as('clinic'), { valueMinor: body.valueMinor, by: actor })
      return null
    },
  )
}

function readingRoutes(server: StaffServer): void {
  staffRoute(
    server,
    { method: 'GET', url: '/api/audit', permission: 'see_results', reply: auditPageSchema },
    async ({ tx, staff }) => {
      const { reading } = await staffReading(tx.as('clinic'), staff)
      return readAuditPage(tx.as('insights'), reading)
    },
  )
  staffRoute(
    server,
    { method: 'GET', url: '/api/audit/pdf', permission: 'see_results', reply: z.instanceof(Uint8Array) },
    async ({ tx, staff, raw }) => {
      const audit = await keptAudit(tx.as('insights'))
      if (audit === null) throw new HttpProblem(404, 'not_found')
      const { reading } = await staffReading(tx.as('clinic'), staff)
      const page = await printAudit(audit, reading)
      const day = Temporal.Instant.from(audit.asOf).toZonedDateTimeISO(reading.zone).toPlainDate()
      raw
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="audit-${day.toString()}.pdf"`)
      return Buffer.from(page)
    },
  )
}

function named(actor: Actor): Extract<Actor, { readonly name: string }> {
  if (actor.kind === 'patient') throw new HttpProblem(403, 'not_allowed')
  return actor
}
