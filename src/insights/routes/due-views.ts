import { z } from 'zod'
import type { Actor } from '../../clinic/rules/actor.ts'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import type { TenantTransaction } from '../../platform/db/module-db.ts'
import { HttpProblem } from '../../platform/http/problem.ts'
import {
  dueViewParams,
  dueViewsQuery,
  dueViewsSchema,
  renameDueViewBody,
  saveDueViewBody,
} from '../contract/due-views.ts'
import { changeDueView, type ViewChange } from '../due-views/change-due-view.ts'
import { type Staff, saveDueView } from '../due-views/save-due-view.ts'
import { readViews } from '../store/saved-views.ts'

/** Views of the due list that a person kept: their own, whatever their role. */
export function dueViewRoutes(server: StaffServer): void {
  const own = { method: 'POST', permission: 'see_patients', params: dueViewParams, reply: z.null() } as const
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/due-list/views',
      permission: 'see_patients',
      query: dueViewsQuery,
      reply: dueViewsSchema,
    },
    async ({ tx, staff, query }) => readViews(tx.as('insights'), { ...query, staffId: staff.staffId }),
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/due-list/views',
      permission: 'see_patients',
      body: saveDueViewBody,
      reply: z.object({ id: z.string() }),
    },
    async ({ tx, actor, body }) => {
      const saved = await saveDueView(tx.as('insights'), { ...body, by: staffOf(actor) })
      if (!saved.ok) throw new HttpProblem(409, saved.error.kind)
      return saved.value
    },
  )
  staffRoute(
    server,
    { ...own, url: '/api/due-list/views/:viewId', body: renameDueViewBody },
    async ({ tx, actor, params, body }) =>
      changed(tx, { actor, viewId: params.viewId, change: { kind: 'rename', ...body } }),
  )
  for (const kind of ['remove', 'restore'] as const)
    staffRoute(
      server,
      { ...own, url: `/api/due-list/views/:viewId/${kind}` },
      async ({ tx, actor, params }) => changed(tx, { actor, viewId: params.viewId, change: { kind } }),
    )
}

interface Change {
  readonly actor: Actor
  readonly viewId: string
  readonly change: ViewChange
}

async function changed(tx: TenantTransaction, { actor, viewId, change }: Change): Promise<null> {
  const done = await changeDueView(tx.as('insights'), { viewId, change, by: staffOf(actor) })
  if (done.ok) return null
  throw done.error.kind === 'unknown_view'
    ? new HttpProblem(404, 'not_found')
    : new HttpProblem(409, done.error.kind)
}

function staffOf(actor: Actor): Staff {
  if (actor.kind !== 'staff') throw new HttpProblem(403, 'not_allowed')
  return actor
}
