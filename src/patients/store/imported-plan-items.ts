import { sql } from 'kysely'
import type { MergePlan } from '../../platform/db/merge-rows.ts'
import type { CopyRow } from '../../platform/db/module-db.ts'
import { derivedUuid } from '../../platform/ids/ids.ts'
import type { PlannedItem } from '../rules/records.ts'

export const planItemPlan: MergePlan<'patients'> = {
  into: 'patients.plan_item',
  idKind: 'plan_item',
  hasRevision: true,
  owner: 'patient_id',
  columns: {
    patient_id: 'uuid',
    plan_id: 'uuid',
    is_listed_by_plan: 'boolean',
    system: 'text',
    code: 'text',
    display: 'text',
    state: 'text',
    planned_on: 'date',
    value_minor: 'integer',
  },
  onUpdate: {
    // An item that names no plan may have been claimed by one.
    plan_id: sql`coalesce(excluded.plan_id, plan_item.plan_id)`,
  },
}

/** Ids are derived: a plan may come after its items, or an item after the plan that refers to it (law 15). */
export function importedPlanId(clinicId: string, source: string, externalId: string): string {
  return derivedUuid(clinicId, source, 'treatment_plan', externalId)
}

export function importedPlanItemId(clinicId: string, source: string, externalId: string): string {
  return derivedUuid(clinicId, source, planItemPlan.idKind, externalId)
}

/** The cells after patient_id. */
export function cellsOfPlanItem(
  item: PlannedItem,
  plan: { readonly id: string | null; readonly listsIt: boolean },
): CopyRow {
  return [
    plan.id,
    plan.listsIt,
    item.system,
    item.code,
    item.display,
    item.state,
    item.plannedOn,
    item.valueMinor,
  ]
}
