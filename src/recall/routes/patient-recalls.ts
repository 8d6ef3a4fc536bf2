import { z } from 'zod'
import type { Actor } from '../../clinic/rules/actor.ts'
import { staffReading } from '../../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { HttpProblem } from '../../platform/http/problem.ts'
import { assertNever } from '../../platform/rules/assert-never.ts'
import type { Result } from '../../platform/rules/result.ts'
import { listServices } from '../../scheduling/list-services.ts'
import { arrangeInterval, type IntervalRefusal } from '../arrange-interval.ts'
import { explanationSchema } from '../contract/explanation.ts'
import { unclearVisitsQuery, unclearVisitsSchema } from '../contract/unclear-visits.ts'
import {
  coverBody,
  intervalBody,
  overrideBody,
  pauseBody,
  recallCycleParams,
  silenceBody,
} from '../contract.ts'
import { decideCover } from '../decide-cover.ts'
import { endArrangement } from '../end-arrangement.ts'
import { explainRecalls } from '../explain-cycle.ts'
import { listUnclearVisits } from '../list-unclear-visits.ts'
import { type OverrideRefusal, overrideDueDate } from '../override-due-date.ts'
import { type PauseRefusal, pauseRecall } from '../pause-recall.ts'
import { presentExplanation } from '../present-explanation.ts'
import { type SilenceRefusal, silenceRecall } from '../silence-recall.ts'

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

/** What staff arrange for one patient and type beyond one round, and what they say about an appointment. */
export function recallArrangementRoutes(server: StaffServer): void {
  arrangementRoute(server, {
    what: 'interval',
    body: intervalBody,
    arrange: async (db, whose, body) =>
      body.kind === 'reset'
        ? null
        : arrangeInterval(db, { ...whose, ...body, expiresOn: dayOrNull(body.expiresOn) }),
  })
  arrangementRoute(server, {
    what: 'silence',
    body: silenceBody,
    arrange: async (db, whose, body) =>
      body.kind === 'end'
        ? null
        : silenceRecall(db, { ...whose, ...body, expiresOn: dayOrNull(body.expiresOn) }),
  })
  staffRoute(
    server,
    { ...arranging, url: '/api/recall/cover', body: coverBody },
    async ({ tx, actor, body }) => {
      const done = await decideCover(tx.as('recall'), { ...body, by: named(actor) })
      if (!done.ok) throw problemOf(done.error.kind)
      return null
    },
  )
}

const arranging = { method: 'POST', permission: 'edit_patients', reply: z.null() } as const

interface Arrangement<Body extends z.ZodType> {
  readonly what: 'interval' | 'silence'
  readonly body: Body
  /** Null: the body asks for the end of what is arranged. */
  readonly arrange: (
    db: ModuleDb<'recall'>,
    whose: z.output<typeof recallCycleParams> & { readonly by: NamedActor },
    body: z.output<Body>,
  ) => Promise<Result<null, { readonly kind: Refusal }> | null>
}

function arrangementRoute<Body extends z.ZodType>(
  server: StaffServer,
  { what, body: schema, arrange }: Arrangement<Body>,
): void {
  staffRoute(
    server,
    {
      ...arranging,
      url: `/api/recall/:patientId/:typeKey/${what}`,
      params: recallCycleParams,
      body: schema,
    },
    async ({ tx, actor, params, body }) => {
      const db = tx.as('recall')
      const whose = { ...params, by: named(actor) }
      const done = (await arrange(db, whose, body)) ?? (await endArrangement(db, { ...whose, what }))
      if (!done.ok) throw problemOf(done.error.kind)
      return null
    },
  )
}

/** What waits for a person to say whether it is for a recall. */
export function unclearVisitsRoute(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/unclear-visits',
      permission: 'edit_patients',
      query: unclearVisitsQuery,
      reply: unclearVisitsSchema,
    },
    async ({ tx, staff, query }) => {
      const { reading } = await staffReading(tx.as('clinic'), staff)
      return listUnclearVisits(tx.as('recall'), { ...query, reading })
    },
  )
}

/** Why a type is due for a patient on the day it is, or why it is not. */
export function recallExplanationRoute(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/recall/:patientId/:typeKey/why',
      permission: 'see_patients',
      params: recallCycleParams,
      reply: explanationSchema,
    },
    async ({ tx, staff, params }) => {
      const all = await explainRecalls(tx.as('recall'), params.patientId)
      const found = all?.find(({ rule }) => rule.key === params.typeKey)
      if (all === null || found === undefined) throw new HttpProblem(404, 'not_found')
      const { services } = await listServices(tx.as('scheduling'))
      return presentExplanation(params.patientId, found, {
        reading: (await staffReading(tx.as('clinic'), staff)).reading,
        now: tx.now,
        serviceNames: new Map(services.map(({ key, name }) => [key, name])),
        rules: all.map(({ rule }) => rule),
      })
    },
  )
}

function dayOrNull(day: string | null): Temporal.PlainDate | null {
  return day === null ? null : Temporal.PlainDate.from(day)
}

type NamedActor = Extract<Actor, { readonly name: string }>

function named(actor: Actor): NamedActor {
  if (actor.kind === 'patient') throw new Error('a staff route has a staff actor')
  return actor
}

type Refusal =
  | OverrideRefusal['kind']
  | IntervalRefusal['kind']
  | SilenceRefusal['kind']
  | PauseRefusal['kind']
  | 'nothing_arranged'
  | 'not_found'

function problemOf(kind: Refusal): HttpProblem {
  switch (kind) {
    case 'no_open_cycle':
    case 'nothing_arranged':
    case 'not_found':
      return new HttpProblem(404, 'not_found')
    case 'not_paused':
      return new HttpProblem(409, 'not_paused')
    case 'reason_missing':
      return new HttpProblem(400, 'not_accepted', [{ path: 'body.reason', reason: 'too_small' }])
    case 'no_interval':
      return new HttpProblem(400, 'not_accepted', [{ path: 'body.interval', reason: 'too_small' }])
    case 'nobody_named':
      return new HttpProblem(400, 'not_accepted', [{ path: 'body.recalledBy', reason: 'too_small' }])
    case 'expires_in_the_past':
      return new HttpProblem(400, 'not_accepted', [{ path: 'body.expiresOn', reason: 'in_the_past' }])
    case 'day_in_the_past':
      return new HttpProblem(400, 'not_accepted', [{ path: 'body.until', reason: 'in_the_past' }])
    default:
      return assertNever(kind)
  }
}
