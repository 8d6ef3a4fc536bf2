import type { OnDifference } from '../platform/db/merge-rows.ts'
import { derivedUuid } from '../platform/ids/ids.ts'

/** One set of records of one source. */
export interface ImportMerge<Item> {
  readonly source: string
  readonly records: readonly Item[]
  readonly onDifference: OnDifference
}

export interface ImportOutcome {
  readonly created: number
  readonly updated: number
  /** Stored with other content and left alone: the caller asks again with 'update' when it is sure. */
  readonly differing: readonly string[]
}

/** The id of a record by the source's own id (law 15); null stays null. */
export function importedId(clinicId: string, source: string, named: ImportedName): string {
  return derivedUuid(clinicId, source, named.kind, named.externalId)
}

export interface ImportedName {
  readonly kind: 'appointment' | 'location' | 'resource' | 'schedule'
  readonly externalId: string
}
