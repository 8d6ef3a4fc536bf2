import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { RecallTypeEnabled } from './events.ts'
import type { ShippedRecallType } from './packs/load-recall-packs.ts'
import { rebuildCycles } from './rebuild-cycles.ts'
import type { CycleChanges } from './store/write-cycles.ts'
import { writeRecallType } from './store/write-recall-type.ts'

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
    await writeRecallType(db, { type, enabledBy: by.name.trim(), origin: 'pack' })
    await recordAudit(db.as('clinic'), {
      actor: by,
      action: 'recall_type.enabled',
      subjectKind: 'recall_type',
      subjectId: type.key,
      detail: { pack: type.pack, version: type.packVersion, interval: type.interval, source: type.source },
    })
  }
  const changes = await rebuildCycles(db, { withStanding: false })
  for (const type of shipped) {
    await db.emit({ type: 'recall_type.enabled', typeKey: type.key } satisfies RecallTypeEnabled)
  }
  return ok(changes)
}
