import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import { HttpProblem } from '../../platform/http/problem.ts'
import { practiceAnswerBody, practiceAnswerParams, practiceAnswerReply } from '../contract.ts'
import { settleByHand } from './settle-by-hand.ts'

/** What staff say about a booking that the practice system left open. */
export function practiceSystemRoutes(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/appointments/:id/practice-answer',
      permission: 'book_visits',
      params: practiceAnswerParams,
      body: practiceAnswerBody,
      reply: practiceAnswerReply,
    },
    async ({ tx, actor, params, body: { answer } }) => {
      const done = await settleByHand(tx.as('integrations'), { appointmentId: params.id, answer, actor })
      if (done.ok) return { answer }
      const { kind } = done.error
      throw new HttpProblem(kind === 'unknown_appointment' ? 404 : 409, kind)
    },
  )
}
