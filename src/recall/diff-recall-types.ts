import type { ModuleDb } from '../platform/db/module-db.ts'
import type { PackedRecallType } from './contract.ts'
import { definitionOf, type ShippedRecallType } from './packs/load-recall-packs.ts'
import { type FieldChange, fieldChanges } from './rules/type-diff.ts'

export interface TypeDiff {
  readonly type: ShippedRecallType
  /** `new`: not enabled here; `changed`: the pack says something else than what was enabled; `same`. */
  readonly state: 'new' | 'changed' | 'same'
  readonly enabledVersion: string | null
  readonly changes: readonly FieldChange[]
}

/** What the packs say against what the clinic has enabled, type by type; nothing applies by itself. */
export async function diffRecallTypes(
  db: ModuleDb<'recall'>,
  packs: ReadonlyMap<string, ShippedRecallType>,
): Promise<readonly TypeDiff[]> {
  const rows = await db.read
    .selectFrom('recall.recall_type')
    .select(['key', 'pack_version', 'definition'])
    .where('clinic_id', '=', db.clinicId)
    .where('disabled_at', 'is', null)
    .where('origin', '=', 'pack')
    .execute()
  const enabled = new Map(rows.map((row) => [row.key, row]))
  return [...packs.values()].map((type): TypeDiff => {
    const row = enabled.get(type.key)
    if (row === undefined) return { type, state: 'new', enabledVersion: null, changes: [] }
    // What was enabled is a row of a pack as this program or an older one wrote it.
    const changes = fieldChanges(row.definition as Partial<PackedRecallType>, definitionOf(type))
    const state = changes.length === 0 ? 'same' : 'changed'
    return { type, state, enabledVersion: row.pack_version, changes }
  })
}
