import {
  countsOf,
  type MergedRow,
  type MergePlan,
  mergeRows,
  type OnDifference,
  ownersOf,
  revisionOf,
} from '../../platform/db/merge-rows.ts'
import type { CopyRow, ModuleDb } from '../../platform/db/module-db.ts'
import { announceChanges } from '../announce-changes.ts'
import { importedPatientId } from '../imported-patient-id.ts'

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

interface FactKind<Fact> {
  /** Its first column is patient_id. */
  readonly plan: MergePlan<'patients'>
  /** The cells after it. */
  readonly cellsOf: (record: Fact) => CopyRow
}

/** Takes in facts of known patients as one set; emits `patients.changed`. */
export async function mergeFacts<
  Fact extends { readonly externalId: string; readonly patientExternalId: string },
>(
  db: ModuleDb<'patients'>,
  merge: FactMerge<Fact>,
  kind: FactKind<Fact>,
): Promise<FactMergeOutcome & { readonly written: readonly MergedRow[] }> {
  const merged = await mergeRows(db, kind.plan, {
    ...merge,
    rowOf: (record) => ({
      revision: revisionOf(record),
      cells: [
        importedPatientId(db.clinicId, merge.source, record.patientExternalId),
        ...kind.cellsOf(record),
      ],
    }),
  })
  await announceChanges(db, ownersOf(merged.written))
  return { ...countsOf(merged), written: merged.written }
}
