import { sql } from 'kysely'
import { countsOf, type MergePlan, mergeRows, revisionOf } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ImportMerge, ImportOutcome } from './import-merge.ts'
import type { SlotRecord } from './rules/import-records.ts'

const plan: MergePlan<'scheduling'> = {
  into: 'scheduling.slot',
  idKind: 'slot',
  hasRevision: true,
  columns: { resource_id: 'uuid', starts_at: 'timestamptz', ends_at: 'timestamptz', status: 'text' },
}

export interface SlotOutcome extends ImportOutcome {
  /** Slots whose schedule nobody has described yet; nothing was written for them. */
  readonly waiting: readonly string[]
}

/** Takes in free and busy time as one set. A slot belongs to the resource of its schedule. */
export async function importSlots(
  db: ModuleDb<'scheduling'>,
  merge: ImportMerge<SlotRecord>,
): Promise<SlotOutcome> {
  const resources = await resourcesOfSchedules(db, merge)
  const isKnown = (record: SlotRecord): boolean => resources.has(record.scheduleExternalId)
  const merged = await mergeRows(db, plan, {
    ...merge,
    records: merge.records.filter(isKnown),
    rowOf: (record) => {
      const resourceId = resources.get(record.scheduleExternalId) ?? null
      return {
        revision: revisionOf([record, resourceId]),
        cells: [resourceId, record.startsAt, record.endsAt, record.status],
      }
    },
  })
  return {
    ...countsOf(merged),
    waiting: merge.records.filter((record) => !isKnown(record)).map((record) => record.externalId),
  }
}

async function resourcesOfSchedules(
  db: ModuleDb<'scheduling'>,
  merge: ImportMerge<SlotRecord>,
): Promise<ReadonlyMap<string, string>> {
  const named = [...new Set(merge.records.map((record) => record.scheduleExternalId))]
  const rows = await db.sql<{ external_id: string; resource_id: string }>(sql`
    select external_id, resource_id from scheduling.schedule
    where clinic_id = ${db.clinicId} and source = ${merge.source} and external_id = any(${named}::text[])`)
  return new Map(rows.map((row) => [row.external_id, row.resource_id]))
}
