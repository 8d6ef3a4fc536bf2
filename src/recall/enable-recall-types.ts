import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { RecallTypeEnabled } from './events.ts'
import { definitionOf, type ShippedRecallType, type SourcedRecallType } from './packs/load-recall-packs.ts'
import type { TypeChange } from './preview-recall-types.ts'
import { rebuildCycles } from './rebuild-cycles.ts'
import { fieldChanges } from './rules/type-diff.ts'
import { ownPack } from './rules/type-key.ts'
import { type ClinicType, readClinicTypes } from './store/clinic-types.ts'
import type { CycleChanges } from './store/write-cycles.ts'
import { writeRecallType } from './store/write-recall-type.ts'

export interface TypesToEnable {
  readonly keys: readonly string[]
  /** What ships, from `loadRecallPacks`. */
  readonly packs: ReadonlyMap<string, ShippedRecallType>
}

export interface EnablingOfTypes extends TypesToEnable {
  /** A clinical decision has a name under it: staff, or the name given on the command line. */
  readonly by: Extract<Actor, { readonly name: string }>
}

export interface UnknownTypes {
  readonly kind: 'unknown_types'
  readonly keys: readonly string[]
  readonly known: readonly string[]
}

export type EnablingRefusal = { readonly kind: 'nobody_named' } | UnknownTypes

/**
 * Enables recall types for the clinic as their pack has them, or one of its own again, and opens their cycles. A type enabled
 * before is brought to the pack's present text; the cycles of types whose interval changed move.
 */
export async function enableRecallTypes(
  db: ModuleDb<'recall'>,
  { keys, by, packs }: EnablingOfTypes,
): Promise<Result<CycleChanges, EnablingRefusal>> {
  const enabled = await recordEnabledTypes(db, { keys, by, packs })
  return enabled.ok ? ok(await rebuildCycles(db, { withStanding: false })) : enabled
}

/** The same without the cycles, which the caller brings in line. */
export async function recordEnabledTypes(
  db: ModuleDb<'recall'>,
  { keys, by, packs }: EnablingOfTypes,
): Promise<Result<null, EnablingRefusal>> {
  if (by.kind === 'system' || by.name.trim() === '') return fail({ kind: 'nobody_named' })
  const wanted = await typesToEnable(db, { keys, packs })
  if (!wanted.ok) return wanted
  const before = await readClinicTypes(db)
  for (const { type, origin } of wanted.value) {
    await writeRecallType(db, { type, enabledBy: by.name.trim(), origin })
    await recordAudit(db.as('clinic'), {
      actor: by,
      action: 'recall_type.enabled',
      subjectKind: 'recall_type',
      subjectId: type.key,
      detail: {
        pack: type.pack,
        version: type.packVersion,
        interval: type.interval,
        source: type.source,
        ...changesSince(before.get(type.key), type),
      },
    })
  }
  for (const { type } of wanted.value) {
    await db.emit({ type: 'recall_type.enabled', typeKey: type.key } satisfies RecallTypeEnabled)
  }
  return ok(null)
}

/** What enabling these keys would write; writes nothing. */
export async function typesToEnable(
  db: ModuleDb<'recall'>,
  { keys, packs }: TypesToEnable,
): Promise<Result<readonly Extract<TypeChange, { readonly kind: 'write' }>[], UnknownTypes>> {
  const own = new Map(
    [...(await readClinicTypes(db)).values()]
      .flatMap((type) => sourcedOwn(type) ?? [])
      .map((type) => [type.key, type]),
  )
  const types = [...new Set(keys)].map((key) => {
    const shipped = packs.get(key)
    if (shipped !== undefined) return { kind: 'write', type: shipped, origin: 'pack' } as const
    const type = own.get(key)
    return type === undefined ? key : ({ kind: 'write', type, origin: 'clinic' } as const)
  })
  const unknown = types.filter((type) => typeof type === 'string')
  if (unknown.length === 0) return ok(types.filter((type) => typeof type !== 'string'))
  return fail({ kind: 'unknown_types', keys: unknown, known: [...packs.keys(), ...own.keys()].sort() })
}

/** A type that the clinic made, with no pack behind it; null: a pack's. */
function sourcedOwn({ definition, pack, packVersion, specialty }: ClinicType): SourcedRecallType | null {
  if (pack !== ownPack || definition === null || specialty === null) return null
  return { ...definition, pack, packVersion, specialty }
}

/** What was said before and no longer is stays on record here. */
function changesSince(before: ClinicType | undefined, type: SourcedRecallType) {
  if (before === undefined) return {}
  const changes = fieldChanges(before.written, definitionOf(type))
  return changes.length === 0 ? {} : { changes }
}
