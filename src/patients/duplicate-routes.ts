import { z } from 'zod'
import type { Actor } from '../clinic/rules/actor.ts'
import { staffReading } from '../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../clinic/staff-route.ts'
import { HttpProblem } from '../platform/http/problem.ts'
import {
  duplicateParams,
  duplicatesQuery,
  duplicatesSchema,
  mergeBody,
  mergedSchema,
  undoneSchema,
} from './contract/duplicates.ts'
import { keepApart } from './keep-apart.ts'
import { listDuplicates } from './list-duplicates.ts'
import { type MergeProblem, mergeDuplicate } from './merge-duplicate.ts'
import { type UndoProblem, undoMerge } from './undo-merge.ts'

/** Records that look like one person: the list, and what staff decide about a pair. */
export function duplicateRoutes(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/duplicates',
      permission: 'see_patients',
      query: duplicatesQuery,
      reply: duplicatesSchema,
    },
    async ({ tx, staff, query }) =>
      listDuplicates(tx.as('patients'), query, (await staffReading(tx.as('clinic'), staff)).reading),
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/duplicates/:oneId/:otherId/merge',
      permission: 'edit_patients',
      params: duplicateParams,
      body: mergeBody,
      reply: mergedSchema,
    },
    async ({ tx, actor, params, body }) => {
      const done = await mergeDuplicate(tx.as('patients'), { ...params, ...body, by: named(actor) })
      if (!done.ok) throw problemOf(done.error.kind)
      return { survivorId: done.value.survivorId }
    },
  )
  decisionRoutes(server)
}

function decisionRoutes(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/duplicates/:oneId/:otherId/apart',
      permission: 'edit_patients',
      params: duplicateParams,
      reply: z.null(),
    },
    async ({ tx, actor, params }) => {
      const done = await keepApart(tx.as('patients'), { ...params, by: named(actor) })
      if (!done.ok) throw problemOf(done.error.kind)
      return null
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/duplicates/:oneId/:otherId/undo',
      permission: 'edit_patients',
      params: duplicateParams,
      reply: undoneSchema,
    },
    async ({ tx, actor, params }) => {
      const done = await undoMerge(tx.as('patients'), { ...params, by: named(actor) })
      if (!done.ok) throw problemOf(done.error.kind)
      return done.value
    },
  )
}

function named(actor: Actor): Extract<Actor, { readonly name: string }> {
  if (actor.kind === 'patient') throw new Error('a staff route has a staff actor')
  return actor
}

function problemOf(kind: MergeProblem['kind'] | UndoProblem['kind']): HttpProblem {
  switch (kind) {
    case 'no_such_pair':
      return new HttpProblem(404, 'not_found')
    case 'not_of_the_pair':
      return new HttpProblem(400, 'not_accepted', [{ path: 'body.survivorId', reason: kind }])
    case 'one_person_already':
    case 'not_merged_here':
    case 'merged_further':
      return new HttpProblem(409, kind)
  }
}
