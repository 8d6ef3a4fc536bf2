import { mergeRows, type OnDifference, revisionOf } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { announceChanges } from './announce-changes.ts'
import { followMergedRecords } from './follow-merged-records.ts'
import { markForMatching } from './mark-for-matching.ts'
import type { DeclaredConsent, PatientRecord } from './rules/records.ts'
import { appendImportedConsents, countWithoutConsent } from './store/imported-consents.ts'
import { mergeContacts } from './store/imported-contacts.ts'
import { cellsOfPatient, patientPlan } from './store/imported-patients.ts'
import { mergeTags } from './store/imported-tags.ts'

export interface PatientMerge {
  readonly source: string
  readonly batchId: string
  readonly records: readonly PatientRecord[]
  readonly onDifference: OnDifference
  /** A consent that the clinic declares for everybody in this input. */
  readonly declared: DeclaredConsent | null
}

export interface PatientMergeOutcome {
  readonly created: number
  readonly updated: number
  /** Stored with other content and left alone: the caller asks again with 'update' when it is sure. */
  readonly differing: readonly string[]
  /** Patients of this set for whom the ledger holds no consent at all. */
  readonly withheld: number
  /** Rows added to the consent ledger. */
  readonly consents: number
}

/** Takes in patients with their contact points, tags and consents as one set; emits `patients.changed`. */
export async function mergePatients(
  db: ModuleDb<'patients'>,
  merge: PatientMerge,
): Promise<PatientMergeOutcome> {
  const latest = [...new Map(merge.records.map((record) => [record.externalId, record])).values()]
  const { written, differing } = await mergeRows(db, patientPlan, {
    source: merge.source,
    onDifference: merge.onDifference,
    records: latest,
    rowOf: (record) => ({
      revision: revisionOf(record),
      cells: cellsOfPatient(record, { now: db.now, batchId: merge.batchId }),
    }),
  })
  const waiting = new Set(differing)
  const settled = latest.filter((record) => !waiting.has(record.externalId))
  await mergeContacts(db, { source: merge.source, records: settled, written })
  await mergeTags(db, { source: merge.source, records: settled, written })
  const consents = await appendImportedConsents(db, { ...merge, records: settled })
  await followMergedRecords(
    db,
    written.filter((row) => row.existed).map((row) => row.id),
  )
  const changed = written.map((row) => row.id)
  await markForMatching(db, changed)
  await announceChanges(db, changed)
  return {
    created: written.filter((row) => !row.existed).length,
    updated: written.filter((row) => row.existed).length,
    differing,
    consents,
    withheld: await countWithoutConsent(db, merge.source, settled),
  }
}
