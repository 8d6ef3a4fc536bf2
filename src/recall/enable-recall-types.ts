import { sql } from 'kysely'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { RecallTypeEnabled } from './events.ts'
import type { ShippedRecallType } from './packs/load-recall-packs.ts'
import { rebuildCycles } from './rebuild-cycles.ts'
import type { CycleChanges } from './store/write-cycles.ts'

export interface EnablingOfTypes {
  readonly keys: readonly string[]
  /** A clinical decision has a name under it: staff, or the name given on the command line. */
  readonly by: Extract<Actor, { readonly name: string }>
  /** What may be enabled, from `loadRecallPacks`. */
  readonly packs: ReadonlyMap<string, ShippedRecallType>
}

export type EnablingRefusal =
  | { readonly kind: 'nobody_named' }
  | { readonly kind: 'unknown_types'; readonly keys: readonly string[]; readonly known: readonly string[] }

/**
 * Enables recall types for the clinic as their pack has them, and opens their cycles. A type enabled before is brought
 * to the pack's present text; the cycles of types whose interval changed move.
 */
export async function enableRecallTypes(
  db: ModuleDb<'recall'>,
  { keys, by, packs }: EnablingOfTypes,
): Promise<Result<CycleChanges, EnablingRefusal>> {
  if (by.kind === 'system' || by.name.trim() === '') return fail({ kind: 'nobody_named' })
  const types = [...new Set(keys)].map((key) => packs.get(key) ?? key)
  const unknown = types.filter((type) => typeof type === 'string')
  if (unknown.length > 0)
    return fail({ kind: 'unknown_types', keys: unknown, known: [...packs.keys()].sort() })

  const shipped = types.filter((type) => typeof type !== 'string')
  for (const type of shipped) {
    await writeType(db, type, by.name.trim())
    await recordAudit(db.as('clinic'), {
      actor: by,
      action: 'recall_type.enabled',
      subjectKind: 'recall_type',
      subjectId: type.key,
      detail: { pack: type.pack, version: type.packVersion, interval: type.interval, source: type.source },
    })
  }
  const changes = await rebuildCycles(db)
  for (const type of shipped) {
    await db.emit({ type: 'recall_type.enabled', typeKey: type.key } satisfies RecallTypeEnabled)
  }
  return ok(changes)
}

async function writeType(db: ModuleDb<'recall'>, type: ShippedRecallType, enabledBy: string): Promise<void> {
  const row = {
    pack: type.pack,
    pack_version: type.packVersion,
    names: json(type.names),
    interval_months: type.interval.months,
    interval_days: type.interval.days,
    due_soon_days: type.dueSoonDays,
    grace_days: type.graceDays,
    minimum_age: type.age?.from ?? null,
    maximum_age: type.age?.to ?? null,
    sex: type.sex ?? null,
    needs_condition: type.conditions !== undefined,
    priority: type.priority,
    excludes: type.supersededBy,
    service_keys: type.serviceKeys,
    enabled_by: enabledBy,
    enabled_at: db.now,
    disabled_at: null,
  }
  await db.write
    .insertInto('recall.recall_type')
    .values({ clinic_id: db.clinicId, key: type.key, ...row })
    .onConflict((conflict) => conflict.columns(['clinic_id', 'key']).doUpdateSet(row))
    .execute()
  await db.run(sql`
    delete from recall.trigger where clinic_id = ${db.clinicId} and type_key = ${type.key}`)
  await db.write.insertInto('recall.trigger').values(triggerRows(db, type)).execute()
}

function triggerRows(db: ModuleDb<'recall'>, type: ShippedRecallType) {
  const row = (kind: 'any_visit' | 'visit' | 'procedure' | 'condition', code: string) => ({
    clinic_id: db.clinicId,
    type_key: type.key,
    kind,
    code,
  })
  const rows = [
    ...type.triggers.flatMap((trigger) =>
      trigger.kind === 'any_visit'
        ? [row('any_visit', '')]
        : trigger.codes.map((code) => row(trigger.kind, code)),
    ),
    ...(type.conditions ?? []).flatMap(({ codes }) => codes.map((code) => row('condition', code))),
  ]
  return [...new Map(rows.map((one) => [`${one.kind} ${one.code}`, one])).values()]
}
