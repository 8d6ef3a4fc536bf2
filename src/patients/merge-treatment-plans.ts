import { sql } from 'kysely'
import { type MergedRow, type MergePlan, mergeRows, revisionOf } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { importedPatientId } from './imported-patient-id.ts'
import type { PlannedItem, TreatmentPlanRecord } from './rules/records.ts'
import { cellsOfPlanItem, importedPlanItemId, planItemPlan } from './store/imported-plan-items.ts'
import { type FactMerge, type FactMergeOutcome, mergeFacts } from './store/merge-facts.ts'

const plan: MergePlan<'patients'> = {
  into: 'patients.treatment_plan',
  idKind: 'treatment_plan',
  hasRevision: true,
  owner: 'patient_id',
  columns: {
    patient_id: 'uuid',
    system: 'text',
    code: 'text',
    title: 'text',
    status: 'text',
    starts_at: 'timestamptz',
    ends_at: 'timestamptz',
  },
}

/** Takes in treatment plans of known patients, with what they list, as one set; emits `patients.changed`. */
export async function mergeTreatmentPlans(
  db: ModuleDb<'patients'>,
  merge: FactMerge<TreatmentPlanRecord>,
): Promise<FactMergeOutcome> {
  const { written, ...outcome } = await mergeFacts(db, merge, {
    plan,
    cellsOf: (record) => [
      record.system,
      record.code,
      record.title,
      record.status,
      record.startsAt,
      record.endsAt,
    ],
  })
  await mergeListedItems(db, merge, written)
  return outcome
}

interface ListedItem extends PlannedItem {
  readonly planId: string
  readonly patientId: string
}

/** Only the written plans are looked at: what the others list did not change. */
async function mergeListedItems(
  db: ModuleDb<'patients'>,
  { source, records }: FactMerge<TreatmentPlanRecord>,
  written: readonly MergedRow[],
): Promise<void> {
  const latest = new Map(records.map((record) => [record.externalId, record]))
  const plans = written.flatMap(({ id, externalId }) => {
    const record = latest.get(externalId)
    return record === undefined ? [] : [{ id, record }]
  })
  const items = plans.flatMap(({ id, record }): ListedItem[] => {
    const patientId = importedPatientId(db.clinicId, source, record.patientExternalId)
    return record.items.map((item) => ({ ...item, planId: id, patientId }))
  })
  await mergeRows(db, planItemPlan, {
    source,
    onDifference: 'update',
    records: items,
    rowOf: (item) => ({
      revision: revisionOf(item),
      cells: [item.patientId, ...cellsOfPlanItem(item, { id: item.planId, listsIt: true })],
    }),
  })
  const itemId = (externalId: string): string => importedPlanItemId(db.clinicId, source, externalId)
  await cancelUnlisted(db, {
    planIds: written.filter((row) => row.existed).map((row) => row.id),
    listedIds: items.map((item) => itemId(item.externalId)),
  })
  await claimItems(
    db,
    plans.flatMap(({ id, record }) =>
      record.itemExternalIds.map((externalId) => ({ planId: id, itemId: itemId(externalId) })),
    ),
  )
}

/** What a plan no longer lists is not to be done any more; its empty revision lets it come back. */
async function cancelUnlisted(
  db: ModuleDb<'patients'>,
  { planIds, listedIds }: { readonly planIds: readonly string[]; readonly listedIds: readonly string[] },
): Promise<void> {
  if (planIds.length === 0) return
  await db.run(sql`
    update patients.plan_item t set state = 'cancelled', revision = ''
    where t.clinic_id = ${db.clinicId} and t.plan_id = any(${planIds}::uuid[]) and t.is_listed_by_plan and t.state = 'open'
      and not exists (select from unnest(${listedIds}::uuid[]) as listed (id) where listed.id = t.id)`)
}

async function claimItems(
  db: ModuleDb<'patients'>,
  claims: readonly { readonly planId: string; readonly itemId: string }[],
): Promise<void> {
  if (claims.length === 0) return
  await db.run(sql`
    update patients.plan_item t set plan_id = c.plan_id
    from unnest(${claims.map((claim) => claim.itemId)}::uuid[], ${claims.map((claim) => claim.planId)}::uuid[])
      as c (item_id, plan_id)
    where t.clinic_id = ${db.clinicId} and t.id = c.item_id and t.plan_id is null`)
}
