import type { ModuleDb } from '../platform/db/module-db.ts'
import type { LapseDefinition } from './packs/load-lapse-definitions.ts'
import type { ShippedRecallType } from './packs/load-recall-packs.ts'
import { rebuildCycles } from './rebuild-cycles.ts'
import type { Cohort, LapsedCount, Returns } from './rules/look-back-counts.ts'
import { countLapsed } from './store/count-lapsed.ts'
import { countReturns } from './store/returned-cycles.ts'
import { takenBack } from './store/take-back.ts'
import { lockCycles } from './store/write-cycles.ts'
import { writeRecallType } from './store/write-recall-type.ts'

export interface LookBack {
  readonly returns: Returns
  readonly lapsed: LapsedCount
  readonly types: readonly LookedBackType[]
}

export interface LookedBackType {
  readonly key: string
  readonly names: Readonly<Record<'en' | 'pl' | 'ru' | 'ms', string>>
  readonly benchmark: string | null
  /** False: the pack suggests it, nobody has enabled it. */
  readonly isEnabled: boolean
}

export interface LookBackQuestion {
  readonly cohort: Cohort
  /** Suggested types to look at beside the enabled ones; those that the clinic has disabled stay out. */
  readonly suggested: readonly ShippedRecallType[]
  readonly definitions: readonly LapseDefinition[]
  /** Told what comes next: the cycles of everybody, who returned, who has lapsed. */
  readonly onStep?: (step: 'due' | 'returns' | 'lapsed') => Promise<void>
}

/**
 * How well recall works and who has lapsed, also before any type is enabled: the suggested types are enabled and the clinic
 * is computed anew by the same code as ever, and all of it is taken back. Reads the whole clinic.
 */
export async function lookBack(
  db: ModuleDb<'recall'>,
  { cohort, suggested, definitions, onStep }: LookBackQuestion,
): Promise<LookBack> {
  const known = await db.read
    .selectFrom('recall.recall_type')
    .select(['key', 'names', 'benchmark', 'disabled_at'])
    .where('clinic_id', '=', db.clinicId)
    .orderBy('key')
    .execute()
  const extra = suggested.filter(({ key }) => known.every((row) => row.key !== key))
  const types = [
    ...known
      .filter(({ disabled_at }) => disabled_at === null)
      .map(({ key, names, benchmark }) => ({
        key,
        names: names as LookedBackType['names'],
        benchmark,
        isEnabled: true,
      })),
    ...extra.map(({ key, names, benchmark }) => ({
      key,
      names,
      benchmark: benchmark ?? null,
      isEnabled: false,
    })),
  ]
  return takenBack(db, async () => {
    await lockCycles(db)
    for (const type of extra) await writeRecallType(db, { type, enabledBy: 'audit', origin: 'pack' })
    await onStep?.('due')
    await rebuildCycles(db)
    await onStep?.('returns')
    const returns = await countReturns(db, cohort)
    await onStep?.('lapsed')
    return { returns, lapsed: await countLapsed(db, definitions), types }
  })
}
