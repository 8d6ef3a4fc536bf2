import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Reading } from '../../platform/i18n/reading.ts'
import type { DueList, DueListQuery } from '../contract/due-list.ts'
import { readDuePage } from '../store/due-rows.ts'
import { readOutreachFacts } from '../store/next-steps.ts'
import { readEnabledTypes } from '../store/recall-types.ts'
import { presentDueRow } from './present-due-row.ts'

/** The due list as staff see it: a page of one tab with what happens next to each patient. */
export async function readDueList(
  db: ModuleDb<'insights'>,
  query: DueListQuery,
  reading: Reading,
): Promise<DueList> {
  const types = await readEnabledTypes(db)
  const rows = await readDuePage(db, query)
  const outreach = await readOutreachFacts(
    db,
    rows.map((row) => row.patient_id),
  )
  const typeNames = new Map(types.map((type) => [type.key, type.names]))
  return {
    types: types.map(({ key, names }) => ({ key, name: names[reading.language] })),
    rows: rows.map((row) =>
      presentDueRow(row, outreach.get(row.patient_id), { reading, now: db.now, typeNames }),
    ),
    page: query.page,
    pageSize: query.pageSize,
  }
}
