import type { ModuleDb } from '../platform/db/module-db.ts'
import { definitionOf, type ShippedRecallType } from './packs/load-recall-packs.ts'
import { contentChanges, type FieldChange, fieldChanges } from './rules/type-diff.ts'
import { type ClinicType, readClinicTypes } from './store/clinic-types.ts'

export interface TypeDiff {
  readonly type: ShippedRecallType
  /**
   * `new`: not enabled here; `changed`: the pack says something else than what was enabled; `edited`: the clinic has the type
   * in its own words; `same`.
   */
  readonly state: 'new' | 'changed' | 'edited' | 'same'
  readonly enabledVersion: string | null
  /** From what is enabled to what the pack says. */
  readonly changes: readonly FieldChange[]
}

/** What the packs say against what the clinic has enabled, type by type; nothing applies by itself. */
export async function diffRecallTypes(
  db: ModuleDb<'recall'>,
  packs: ReadonlyMap<string, ShippedRecallType>,
): Promise<readonly TypeDiff[]> {
  const known = await readClinicTypes(db)
  return [...packs.values()].map((type) => typeDiff(type, known.get(type.key)))
}

/** One of a pack's rows against what the clinic made of it. */
export function typeDiff(type: ShippedRecallType, enabled: ClinicType | undefined): TypeDiff {
  if (enabled === undefined || enabled.disabledAt !== null)
    return { type, state: 'new', enabledVersion: null, changes: [] }
  const { written, origin, packVersion: enabledVersion } = enabled
  if (origin === 'clinic')
    return { type, state: 'edited', enabledVersion, changes: contentChanges(written, definitionOf(type)) }
  const changes = fieldChanges(written, definitionOf(type))
  return { type, state: changes.length === 0 ? 'same' : 'changed', enabledVersion, changes }
}
