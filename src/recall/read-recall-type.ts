import type { ModuleDb } from '../platform/db/module-db.ts'
import type { RecallTypeDetail } from './contract/recall-type-pages.ts'
import { typeDiff } from './diff-recall-types.ts'
import type { ShippedRecallType } from './packs/load-recall-packs.ts'
import { presentType, type TypesReader } from './present-recall-types.ts'
import { readClinicTypes } from './store/clinic-types.ts'

export interface TypeQuestion {
  readonly key: string
  readonly packs: ReadonlyMap<string, ShippedRecallType>
  readonly reader: TypesReader
}

/** One type whole, with what its pack says against it; null: there is no such type. */
export async function readRecallType(
  db: ModuleDb<'recall'>,
  { key, packs, reader }: TypeQuestion,
): Promise<RecallTypeDetail | null> {
  const type = reader.all.find((one) => one.key === key)
  if (type === undefined) return null
  const stored = (await readClinicTypes(db)).get(key)
  const shipped = packs.get(key)
  return {
    ...presentType(type, reader),
    definition: type.definition,
    ownWords: stored?.origin === 'clinic' ? stored.definition : null,
    changes: shipped === undefined ? [] : [...typeDiff(shipped, stored).changes],
  }
}
