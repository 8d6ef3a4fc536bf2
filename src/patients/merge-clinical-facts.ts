import type { MergePlan } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ConditionRecord, CoverageRecord, ProcedureRecord } from './rules/records.ts'
import { type FactMerge, type FactMergeOutcome, mergeFacts } from './store/merge-facts.ts'

const conditionPlan: MergePlan<'patients'> = {
  into: 'patients.condition',
  idKind: 'condition',
  hasRevision: true,
  owner: 'patient_id',
  columns: {
    patient_id: 'uuid',
    system: 'text',
    code: 'text',
    display: 'text',
    onset_at: 'timestamptz',
    abated_at: 'timestamptz',
    recorded_at: 'timestamptz',
  },
}

const procedurePlan: MergePlan<'patients'> = {
  into: 'patients.procedure',
  idKind: 'procedure',
  hasRevision: true,
  owner: 'patient_id',
  columns: {
    patient_id: 'uuid',
    system: 'text',
    code: 'text',
    display: 'text',
    status: 'text',
    performed_at: 'timestamptz',
  },
}

const coveragePlan: MergePlan<'patients'> = {
  into: 'patients.coverage',
  idKind: 'coverage',
  hasRevision: true,
  owner: 'patient_id',
  columns: { patient_id: 'uuid', payer: 'text', status: 'text', starts_on: 'date', ends_on: 'date' },
}

export async function mergeConditions(
  db: ModuleDb<'patients'>,
  merge: FactMerge<ConditionRecord>,
): Promise<FactMergeOutcome> {
  return mergeFacts(db, merge, {
    plan: conditionPlan,
    cellsOf: (record) => [
      record.system,
      record.code,
      record.display,
      record.onsetAt,
      record.abatedAt,
      record.recordedAt,
    ],
  })
}

export async function mergeProcedures(
  db: ModuleDb<'patients'>,
  merge: FactMerge<ProcedureRecord>,
): Promise<FactMergeOutcome> {
  return mergeFacts(db, merge, {
    plan: procedurePlan,
    cellsOf: (record) => [record.system, record.code, record.display, record.status, record.performedAt],
  })
}

export async function mergeCoverages(
  db: ModuleDb<'patients'>,
  merge: FactMerge<CoverageRecord>,
): Promise<FactMergeOutcome> {
  return mergeFacts(db, merge, {
    plan: coveragePlan,
    cellsOf: (record) => [record.payer, record.status, record.startsOn, record.endsOn],
  })
}
