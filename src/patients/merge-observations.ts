import type { MergePlan } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ObservationRecord } from './rules/records.ts'
import { type FactMerge, type FactMergeOutcome, mergeFacts } from './store/merge-facts.ts'

const plan: MergePlan<'patients'> = {
  into: 'patients.observation',
  idKind: 'observation',
  hasRevision: true,
  owner: 'patient_id',
  columns: {
    patient_id: 'uuid',
    system: 'text',
    code: 'text',
    display: 'text',
    status: 'text',
    value_number: 'numeric',
    value_text: 'text',
    value_code: 'text',
    unit: 'text',
    observed_at: 'timestamptz',
  },
}

/** Takes in results of known patients as one set; emits `patients.changed`. */
export async function mergeObservations(
  db: ModuleDb<'patients'>,
  merge: FactMerge<ObservationRecord>,
): Promise<FactMergeOutcome> {
  return mergeFacts(db, merge, {
    plan,
    cellsOf: (record) => [
      record.system,
      record.code,
      record.display,
      record.status,
      record.valueNumber,
      record.valueText,
      record.valueCode,
      record.unit,
      record.observedAt,
    ],
  })
}
