import { z } from 'zod'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import { HttpProblem } from '../../platform/http/problem.ts'
import { answerQuestion } from '../audit/answer-question.ts'
import { auditOfToday } from '../audit/audit-of-today.ts'
import { answerBody, auditSchema } from '../contract/audit.ts'

/** The audit of today's situation, and the answers that only people have. */
export function auditRoutes(server: StaffServer): void {
  staffRoute(
    server,
    { method: 'GET', url: '/api/audit', permission: 'see_results', reply: auditSchema },
    async ({ tx }) => auditOfToday(tx.as('insights')),
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/audit/answers',
      permission: 'run_campaigns',
      body: answerBody,
      reply: z.null(),
    },
    async ({ tx, actor, body }) => {
      if (actor.kind === 'patient') throw new HttpProblem(403, 'not_allowed')
      const done = await answerQuestion(tx.as('insights'), { ...body, by: actor })
      if (!done.ok) throw new HttpProblem(400, 'not_accepted')
      return null
    },
  )
}
