import { z } from 'zod'
import { readClinic } from '../clinic/read-clinic.ts'
import { type StaffCall, type StaffServer, staffRoute } from '../clinic/staff-route.ts'
import type { ContactRules } from '../outreach/contact-rules.ts'
import { HttpProblem } from '../platform/http/problem.ts'
import { when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import { assertNever } from '../platform/rules/assert-never.ts'
import { assignThread } from './assign-thread.ts'
import { beginThread } from './begin-thread.ts'
import {
  answerMeasureSchema,
  assignBodySchema,
  beginBodySchema,
  begunSchema,
  inboxPageSchema,
  inboxQuerySchema,
  measureBodySchema,
  replyBodySchema,
  replyDoneSchema,
  snoozeBodySchema,
  threadPageSchema,
  threadParamsSchema,
} from './contract.ts'
import { finishThread } from './finish-thread.ts'
import { listThreads } from './list-threads.ts'
import { measureAnswer } from './measure-answer.ts'
import { readThread } from './read-thread.ts'
import { type AnswerRefusal, replyToThread } from './reply-to-thread.ts'
import { snoozeThread } from './snooze-thread.ts'

const done = z.object({})

/** The clinic's law about contacts, for what is written unasked. */
export interface ConversationRouteOptions {
  readonly rules: ContactRules
}

/** The inbox: who waits for an answer, the answers, and conversations that we begin. */
export function conversationRoutes(server: StaffServer, { rules }: ConversationRouteOptions): void {
  readingRoutes(server, rules)
  writingRoutes(server, rules)
  threadStateRoutes(server)
}

function readingRoutes(server: StaffServer, rules: ContactRules): void {
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/inbox',
      permission: 'see_patients',
      query: inboxQuerySchema,
      reply: inboxPageSchema,
    },
    async (call) =>
      listThreads(call.tx.as('conversations'), {
        query: call.query,
        staffId: call.staff.staffId,
        reading: await readingOf(call),
      }),
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/inbox/:threadId',
      permission: 'see_patients',
      params: threadParamsSchema,
      reply: threadPageSchema,
    },
    async (call) => {
      const page = await readThread(call.tx.as('conversations'), {
        ...call.params,
        reading: await readingOf(call),
        rules,
      })
      if (page === null) throw new HttpProblem(404, 'unknown_thread')
      return page
    },
  )
}

function writingRoutes(server: StaffServer, rules: ContactRules): void {
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/inbox/:threadId/reply',
      permission: 'answer_messages',
      params: threadParamsSchema,
      body: replyBodySchema,
      reply: replyDoneSchema,
    },
    async ({ tx, staff, params, body, actor }) => {
      if (actor.kind !== 'staff') throw new HttpProblem(403, 'not_allowed')
      const answered = await replyToThread(tx.as('conversations'), { ...params, ...body, rules, actor })
      if (!answered.ok) throw problemOf(answered.error)
      const { heldUntil } = answered.value
      return {
        leavesAt: heldUntil === null ? null : when(heldUntil, await readingOf({ tx, staff }), tx.now),
      }
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/inbox',
      permission: 'answer_messages',
      body: beginBodySchema,
      reply: begunSchema,
    },
    async ({ tx, body, actor }) => {
      if (actor.kind !== 'staff') throw new HttpProblem(403, 'not_allowed')
      const begun = await beginThread(tx.as('conversations'), { ...body, rules, actor })
      if (begun.ok) return begun.value
      throw begun.error.kind === 'refused'
        ? new HttpProblem(409, begun.error.reason)
        : new HttpProblem(404, begun.error.kind)
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/inbox/:threadId/measure',
      permission: 'answer_messages',
      params: threadParamsSchema,
      body: measureBodySchema,
      reply: answerMeasureSchema,
    },
    async ({ tx, params, body }) => {
      const measured = await measureAnswer(tx.as('conversations'), { ...params, ...body })
      if (!measured.ok) throw new HttpProblem(404, measured.error.kind)
      return measured.value
    },
  )
}

function threadStateRoutes(server: StaffServer): void {
  const post = {
    method: 'POST',
    permission: 'answer_messages',
    params: threadParamsSchema,
    reply: done,
  } as const
  staffRoute(
    server,
    { ...post, url: '/api/inbox/:threadId/assign', body: assignBodySchema },
    async ({ tx, params, body }) => {
      const assigned = await assignThread(tx.as('conversations'), { ...params, ...body })
      if (!assigned.ok)
        throw new HttpProblem(assigned.error.kind === 'unknown_thread' ? 404 : 422, assigned.error.kind)
      return {}
    },
  )
  staffRoute(
    server,
    { ...post, url: '/api/inbox/:threadId/snooze', body: snoozeBodySchema },
    async ({ tx, params, body }) => {
      const until = Temporal.Instant.from(body.until)
      const snoozed = await snoozeThread(tx.as('conversations'), { ...params, until })
      if (!snoozed.ok)
        throw new HttpProblem(snoozed.error.kind === 'unknown_thread' ? 404 : 422, snoozed.error.kind)
      return {}
    },
  )
  staffRoute(server, { ...post, url: '/api/inbox/:threadId/finish' }, async ({ tx, params }) => {
    const finished = await finishThread(tx.as('conversations'), params)
    if (!finished.ok) throw new HttpProblem(404, finished.error.kind)
    return {}
  })
}

async function readingOf({
  tx,
  staff,
}: Pick<StaffCall<unknown, unknown, unknown>, 'tx' | 'staff'>): Promise<Reading> {
  const clinic = await readClinic(tx.as('clinic'))
  return { language: staff.language, country: clinic.country, zone: clinic.zone }
}

function problemOf(refusal: AnswerRefusal): HttpProblem {
  switch (refusal.kind) {
    case 'unknown_thread':
      return new HttpProblem(404, refusal.kind)
    case 'messages_ended':
      return new HttpProblem(409, refusal.kind)
    case 'refused':
      return new HttpProblem(409, refusal.reason)
    case 'nobody_known':
    case 'no_account':
      return new HttpProblem(422, refusal.kind)
    default:
      return assertNever(refusal)
  }
}
