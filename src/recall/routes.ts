import { z } from 'zod'
import type { Actor } from '../clinic/rules/actor.ts'
import { type StaffServer, staffRoute } from '../clinic/staff-route.ts'
import { HttpProblem } from '../platform/http/problem.ts'
import { overrideBody, pauseBody, recallCycleParams } from './contract.ts'
import { overrideDueDate } from './override-due-date.ts'
import { pauseRecall } from './pause-recall.ts'

/** What staff may change about one cycle; both answers are empty. */
export function recallRoutes(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/recall/:patientId/:typeKey/due-date',
      permission: 'edit_patients',
      params: recallCycleParams,
      body: overrideBody,
      reply: z.null(),
    },
    async ({ tx, actor, params, body }) => {
      const done = await overrideDueDate(tx.as('recall'), {
        ...params,
        due: Temporal.PlainDate.from(body.due),
        by: named(actor),
        reason: body.reason,
        expiresOn: body.expiresOn === null ? null : Temporal.PlainDate.from(body.expiresOn),
      })
      if (!done.ok) throw problemOf(done.error.kind)
      return null
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/recall/:patientId/:typeKey/pause',
      permission: 'edit_patients',
      params: recallCycleParams,
      body: pauseBody,
      reply: z.null(),
    },
    async ({ tx, actor, params, body }) => {
      const wish =
        body.kind === 'resume'
          ? { until: null, reason: '' }
          : { until: Temporal.PlainDate.from(body.until), reason: body.reason }
      const done = await pauseRecall(tx.as('recall'), { ...params, ...wish, by: named(actor) })
      if (!done.ok) throw problemOf(done.error.kind)
      return null
    },
  )
}

function named(actor: Actor): Extract<Actor, { readonly name: string }> {
  if (actor.kind === 'patient') throw new Error('a staff route has a staff actor')
  return actor
}

function problemOf(
  kind: 'no_open_cycle' | 'reason_missing' | 'expires_in_the_past' | 'day_in_the_past',
): HttpProblem {
  switch (kind) {
    case 'no_open_cycle':
      return new HttpProblem(404, 'not_found')
    case 'reason_missing':
      return new HttpProblem(400, 'not_accepted', [{ path: 'body.reason', reason: 'too_small' }])
    case 'expires_in_the_past':
      return new HttpProblem(400, 'not_accepted', [{ path: 'body.expiresOn', reason: 'in_the_past' }])
    case 'day_in_the_past':
      return new HttpProblem(400, 'not_accepted', [{ path: 'body.until', reason: 'in_the_past' }])
  }
}
