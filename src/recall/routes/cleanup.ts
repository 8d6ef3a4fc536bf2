import { z } from 'zod'
import type { Actor } from '../../clinic/rules/actor.ts'
import { staffReading } from '../../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import { HttpProblem } from '../../platform/http/problem.ts'
import { assignCleanup } from '../assign-cleanup.ts'
import type { CleanupChoice } from '../carry-out-choice.ts'
import {
  type CleanupDecisionBody,
  cleanupAssignBody,
  cleanupAssignedSchema,
  cleanupDecisionBody,
  cleanupDetailSchema,
  cleanupItemParams,
  cleanupKindParams,
  cleanupListSchema,
  cleanupQuery,
  cleanupSummarySchema,
  driftReasonBody,
} from '../contract/cleanup.ts'
import { type CleanupFault, decideCleanup } from '../decide-cleanup.ts'
import { listCleanup } from '../list-cleanup.ts'
import { dayWords } from '../present-cleanup.ts'
import { readCleanupItem } from '../read-cleanup-item.ts'
import { readDriftReason } from '../read-drift-reason.ts'
import { recordDriftReason } from '../record-drift-reason.ts'
import { summariseCleanup } from '../summarise-cleanup.ts'
import { takeBackDriftReason } from '../take-back-drift-reason.ts'
import { type UndoFault, undoCleanup } from '../undo-cleanup.ts'

/** What the data cannot judge: the list, and what there is to see of one item. */
export function cleanupRoutes(server: StaffServer): void {
  const see = { method: 'GET', permission: 'see_patients' } as const
  staffRoute(server, { ...see, url: '/api/cleanup', reply: cleanupSummarySchema }, async ({ tx, staff }) =>
    summariseCleanup(tx.as('recall'), (await staffReading(tx.as('clinic'), staff)).reading),
  )
  staffRoute(
    server,
    {
      ...see,
      url: '/api/cleanup/:kind',
      params: cleanupKindParams,
      query: cleanupQuery,
      reply: cleanupListSchema,
    },
    async ({ tx, staff, params, query }) => {
      const { reading } = await staffReading(tx.as('clinic'), staff)
      const { after, pageSize } = query
      const owner = query.unowned ? null : query.owner
      const list = await listCleanup(tx.as('recall'), { ...params, owner, after, pageSize, reading })
      if (!list.ok)
        throw new HttpProblem(400, 'not_accepted', [{ path: 'query.after', reason: list.error.kind }])
      return list.value
    },
  )
  staffRoute(
    server,
    {
      ...see,
      url: '/api/cleanup/:kind/:item',
      params: cleanupItemParams,
      reply: cleanupDetailSchema,
    },
    async ({ tx, staff, params }) => {
      const { reading } = await staffReading(tx.as('clinic'), staff)
      const detail = await readCleanupItem(tx.as('recall'), { ...params, reading })
      if (detail === null) throw new HttpProblem(404, 'not_found')
      return detail
    },
  )
  cleanupDecisionRoutes(server)
}

function cleanupDecisionRoutes(server: StaffServer): void {
  const change = { method: 'POST', permission: 'edit_patients' } as const
  staffRoute(
    server,
    {
      ...change,
      url: '/api/cleanup/:kind/assign',
      params: cleanupKindParams,
      body: cleanupAssignBody,
      reply: cleanupAssignedSchema,
    },
    async ({ tx, staff, actor, params, body }) => {
      const { reading } = await staffReading(tx.as('clinic'), staff)
      const { owner, items, onlyUnowned } = body
      const from = onlyUnowned ? null : undefined
      const done = await assignCleanup(tx.as('recall'), {
        kinds: [params.kind],
        owner,
        items,
        from,
        by: named(actor),
      })
      if (!done.ok)
        throw new HttpProblem(400, 'not_accepted', [{ path: 'body.owner', reason: done.error.kind }])
      const { dueOn, ...assigned } = done.value
      return { ...assigned, due: dayWords(dueOn, reading) }
    },
  )
  staffRoute(
    server,
    {
      ...change,
      url: '/api/cleanup/:kind/:item/decide',
      params: cleanupItemParams,
      body: cleanupDecisionBody,
      reply: z.null(),
    },
    async ({ tx, actor, params, body }) => {
      const done = await decideCleanup(tx.as('recall'), {
        ...params,
        choice: choiceOf(body),
        reason: body.reason,
        by: named(actor),
      })
      if (!done.ok) throw problemOf(done.error.kind)
      return null
    },
  )
  staffRoute(
    server,
    {
      ...change,
      url: '/api/cleanup/:kind/:item/undo',
      params: cleanupItemParams,
      reply: z.null(),
    },
    async ({ tx, actor, params }) => {
      const done = await undoCleanup(tx.as('recall'), { ...params, by: named(actor) })
      if (!done.ok) throw problemOf(done.error.kind)
      return null
    },
  )
}

/** Why a patient stays away, said on their card. */
export function driftReasonRoutes(server: StaffServer): void {
  // Ids derived by md5 carry no version, so the looser shape.
  const params = z.object({ id: z.guid() })
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/patients/:id/drift-reason',
      permission: 'edit_patients',
      params,
      body: driftReasonBody,
      reply: z.null(),
    },
    async ({ tx, actor, params: { id: patientId }, body }) => {
      const db = tx.as('recall')
      const by = named(actor)
      if (body.reason === null) {
        const current = await readDriftReason(db, patientId)
        if (current === null || !(await takeBackDriftReason(db, { patientId, id: current.id, by })))
          throw new HttpProblem(409, 'not_decided')
        return null
      }
      const { reason, note } = body
      const done = await recordDriftReason(db, { patientId, reason, note, by })
      if (!done.ok) throw new HttpProblem(404, 'unknown_patient')
      return null
    },
  )
}

function choiceOf(body: CleanupDecisionBody): CleanupChoice {
  return 'on' in body ? { ...body, on: Temporal.PlainDate.from(body.on) } : body
}

function named(actor: Actor): Extract<Actor, { readonly name: string }> {
  if (actor.kind === 'patient') throw new Error('a staff route has a staff actor')
  return actor
}

function problemOf(kind: CleanupFault['kind'] | UndoFault['kind']): HttpProblem {
  switch (kind) {
    case 'no_such_pair':
    case 'no_such_patient':
    case 'nothing_to_do':
      return new HttpProblem(404, 'nothing_to_do')
    case 'not_of_this_kind':
      return new HttpProblem(400, 'not_accepted', [{ path: 'body.decision', reason: kind }])
    case 'not_of_the_pair':
      return new HttpProblem(400, 'not_accepted', [{ path: 'body.survivorId', reason: kind }])
    case 'not_an_address':
    case 'known_to_be_wrong':
    case 'there_already':
      return new HttpProblem(400, 'not_accepted', [{ path: 'body.address', reason: kind }])
    case 'not_past':
    case 'not_possible':
    case 'has_one':
      return new HttpProblem(400, 'not_accepted', [{ path: 'body.on', reason: kind }])
    case 'one_person_already':
    case 'not_merged_here':
    case 'merged_further':
    case 'not_decided':
      return new HttpProblem(409, kind)
  }
}
