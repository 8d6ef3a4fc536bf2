import { countsOf, type MergePlan, mergeRows, type OnDifference } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'

export interface LocationRecord {
  readonly kind: 'location'
  /** As visits and appointments name it: Location/<id> or Organization/<id> from FHIR. */
  readonly externalId: string
  readonly name: string
  readonly address: string | null
  /** IANA. */
  readonly zone: string | null
}

const plan: MergePlan<'clinic'> = {
  into: 'clinic.location',
  idKind: 'location',
  hasRevision: false,
  columns: { name: 'text', address: 'text', zone: 'text' },
}

/** Takes in places as one set; says which exist with other content when asked only to report. */
export async function importLocations(
  db: ModuleDb<'clinic'>,
  merge: {
    readonly source: string
    readonly records: readonly LocationRecord[]
    readonly onDifference: OnDifference
  },
): Promise<{ readonly created: number; readonly updated: number; readonly differing: readonly string[] }> {
  const merged = await mergeRows(db, plan, {
    ...merge,
    rowOf: (record) => ({
      revision: '',
      cells: [record.name, record.address, record.zone],
    }),
  })
  return countsOf(merged)
}
