import type { ModuleDb } from '../platform/db/module-db.ts'
import type { PlanItemRecord } from './rules/records.ts'
import { cellsOfPlanItem, importedPlanId, planItemPlan } from './store/imported-plan-items.ts'
import { type FactMerge, type FactMergeOutcome, mergeFacts } from './store/merge-facts.ts'

/** Takes in things to be done that stand on their own, with or without a plan, as one set; emits `patients.changed`. */
export async function mergePlanItems(
  db: ModuleDb<'patients'>,
  merge: FactMerge<PlanItemRecord>,
): Promise<FactMergeOutcome> {
  const planOf = ({ planExternalId }: PlanItemRecord): string | null =>
    planExternalId === null ? null : importedPlanId(db.clinicId, merge.source, planExternalId)
  return mergeFacts(db, merge, {
    plan: planItemPlan,
    cellsOf: (record) => cellsOfPlanItem(record, { id: planOf(record), listsIt: false }),
  })
}
