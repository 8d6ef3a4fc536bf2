import { readClinic } from '../../clinic/read-clinic.ts'
import type { Actor } from '../../clinic/rules/actor.ts'
import { mayDo } from '../../clinic/rules/policy.ts'
import { staffReading } from '../../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import type { StaffSession } from '../../clinic/staff-session.ts'
import type { TenantTransaction } from '../../platform/db/module-db.ts'
import { HttpProblem } from '../../platform/http/problem.ts'
import { assertNever } from '../../platform/rules/assert-never.ts'
import {
  type ChangedTypes,
  changedTypesSchema,
  defineTypeBody,
  disableTypeBody,
  effectsSchema,
  enableTypesBody,
  previewBody,
  recallTypeParams,
  recallTypeSchema,
  recallTypesSchema,
  typeCountsSchema,
} from '../contract/recall-type-pages.ts'
import { countTypeCycles } from '../count-type-cycles.ts'
import { type DefinitionRefusal, recordDefinedType } from '../define-recall-type.ts'
import { recordDisabledType } from '../disable-recall-type.ts'
import { type EnablingRefusal, recordEnabledTypes } from '../enable-recall-types.ts'
import { listRecallTypes } from '../list-recall-types.ts'
import type { ShippedRecallType } from '../packs/load-recall-packs.ts'
import { presentRecallTypes, type TypesReader } from '../present-recall-types.ts'
import { readRecallType } from '../read-recall-type.ts'
import { rebuildSoon, waitsSince } from '../rebuild-soon.ts'
import { showTypeEffects } from '../show-type-effects.ts'

type Packs = ReadonlyMap<string, ShippedRecallType>

/** Recall types of the clinic: what there is, what a change would do, and the change itself under the name of who asks. */
export function recallTypeRoutes(server: StaffServer, packs: Packs): void {
  readingRoutes(server, packs)
  changingRoutes(server, packs)
}

function readingRoutes(server: StaffServer, packs: Packs): void {
  staffRoute(
    server,
    { method: 'GET', url: '/api/recall-types', permission: 'see_patients', reply: recallTypesSchema },
    async ({ tx, staff }) =>
      presentRecallTypes(await readerOf(tx, staff, packs), {
        since: await waitsSince(tx.as('recall')),
        mayChange: mayDo(staff.role, 'enable_recall_types'),
        language: (await readClinic(tx.as('clinic'))).language,
      }),
  )
  staffRoute(
    server,
    { method: 'GET', url: '/api/recall-types/counts', permission: 'see_patients', reply: typeCountsSchema },
    async ({ tx }) => ({ types: [...(await countTypeCycles(tx.as('recall')))] }),
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/recall-types/:key',
      permission: 'see_patients',
      params: recallTypeParams,
      reply: recallTypeSchema,
    },
    async ({ tx, staff, params }) => {
      const reader = await readerOf(tx, staff, packs)
      const type = await readRecallType(tx.as('recall'), { key: params.key, packs, reader })
      if (type === null) throw new HttpProblem(404, 'not_found')
      return type
    },
  )
}

function changingRoutes(server: StaffServer, packs: Packs): void {
  const shared = { method: 'POST', permission: 'enable_recall_types' } as const
  staffRoute(
    server,
    {
      ...shared,
      url: '/api/recall-types/preview',
      body: previewBody,
      reply: effectsSchema,
      stopsWhenGivenUp: true,
    },
    async ({ tx, staff, body }) => {
      const reader = await readerOf(tx, staff, packs)
      const effects = await showTypeEffects(tx.as('recall'), { wish: body, packs, reader })
      if (!effects.ok) throw problemOf(effects.error)
      return effects.value
    },
  )
  staffRoute(
    server,
    { ...shared, url: '/api/recall-types/enable', body: enableTypesBody, reply: changedTypesSchema },
    async ({ tx, actor, body }) => {
      const done = await recordEnabledTypes(tx.as('recall'), { ...body, by: named(actor), packs })
      if (!done.ok) throw problemOf(done.error)
      return changed(tx, body.keys)
    },
  )
  staffRoute(
    server,
    { ...shared, url: '/api/recall-types/disable', body: disableTypeBody, reply: changedTypesSchema },
    async ({ tx, actor, body }) => {
      const done = await recordDisabledType(tx.as('recall'), { ...body, by: named(actor) })
      if (!done.ok) throw problemOf(done.error)
      return changed(tx, [body.key])
    },
  )
  staffRoute(
    server,
    { ...shared, url: '/api/recall-types/define', body: defineTypeBody, reply: changedTypesSchema },
    async ({ tx, actor, body }) => {
      const done = await recordDefinedType(tx.as('recall'), { ...body, by: named(actor), packs })
      if (!done.ok) throw problemOf(done.error)
      return changed(tx, [done.value.key])
    },
  )
}

/** The types are changed; their cycles follow now or soon. */
async function changed(tx: TenantTransaction, keys: string[]): Promise<ChangedTypes> {
  return { keys, isUnderWay: (await rebuildSoon(tx.as('recall'))) === null }
}

async function readerOf(tx: TenantTransaction, staff: StaffSession, packs: Packs): Promise<TypesReader> {
  const { reading } = await staffReading(tx.as('clinic'), staff)
  return { reading, now: tx.now, all: await listRecallTypes(tx.as('recall'), packs) }
}

function named(actor: Actor): Extract<Actor, { readonly name: string }> {
  if (actor.kind === 'patient') throw new Error('a staff route has a staff actor')
  return actor
}

type Refusal = EnablingRefusal | DefinitionRefusal | { readonly kind: 'not_enabled' }

function problemOf(refusal: Refusal): HttpProblem {
  switch (refusal.kind) {
    case 'unknown_types':
      return new HttpProblem(
        404,
        'unknown_types',
        'field' in refusal ? [{ path: `body.type.${refusal.field}`, reason: 'unknown' }] : undefined,
      )
    case 'circle':
      return new HttpProblem(409, 'circle', [{ path: `body.type.${refusal.field}`, reason: 'circle' }])
    case 'not_found':
    case 'not_enabled':
      return new HttpProblem(404, refusal.kind)
    case 'nobody_named':
      return new HttpProblem(403, 'not_allowed')
    default:
      return assertNever(refusal)
  }
}
