import {
  type MergePlan,
  mergeRows,
  type OnDifference,
  ownersOf,
  revisionOf,
} from '../platform/db/merge-rows.ts'
import type { CopyRow, ModuleDb } from '../platform/db/module-db.ts'
import { announceChanges } from './announce-changes.ts'
import { importedPatientId } from './imported-patient-id.ts'
import type { ConditionRecord, CoverageRecord, ProcedureRecord } from './rules/records.ts'

export interface FactMerge<Fact> {
  readonly source: string
  /** Their patients must be stored: see findKnownPatients. */
  readonly records: readonly Fact[]
  readonly onDifference: OnDifference
}

export interface FactMergeOutcome {
  readonly created: number
  readonly updated: number
  /** Stored with other content and left alone. */
  readonly differing: readonly string[]
}

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

async function mergeFacts<Fact extends { readonly externalId: string; readonly patientExternalId: string }>(
  db: ModuleDb<'patients'>,
  merge: FactMerge<Fact>,
  kind: { readonly plan: MergePlan<'patients'>; readonly cellsOf: (record: Fact) => CopyRow },
): Promise<FactMergeOutcome> {
  const { written, differing } = await mergeRows(db, kind.plan, {
    source: merge.source,
    onDifference: merge.onDifference,
    records: merge.records,
    rowOf: (record) => ({
      revision: revisionOf(record),
      cells: [
        importedPatientId(db.clinicId, merge.source, record.patientExternalId),
        ...kind.cellsOf(record),
      ],
    }),
  })
  await announceChanges(db, ownersOf(written))
  const updated = written.filter((row) => row.existed).length
  return { created: written.length - updated, updated, differing }
}
