import { byteOrderMark, csvRecord, delimiterOf } from '../../platform/csv/csv-text.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Reading } from '../../platform/i18n/reading.ts'
import type { DueExportBody } from '../contract/due-list.ts'
import { type ExportedDueRow, streamDueRows } from '../store/due-rows.ts'
import { readOutreachFacts } from '../store/next-steps.ts'
import { readEnabledTypes } from '../store/recall-types.ts'
import { type DueWords, dueWords } from './due-words.ts'
import { type Page, presentDueRow } from './present-due-row.ts'
import { sayNextStep } from './say-next-step.ts'

/** Rows whose next step is looked up at once, and the only ones in memory beside the cursor's. */
const batch = 1_000

/**
 * The due list as a file for a spreadsheet in the reader's language: every row that the filter lets through, in the order
 * of the list. Days are ISO dates, which every spreadsheet reads as dates. No phone numbers, no addresses: they stay here.
 */
export async function* exportDueList(
  db: ModuleDb<'insights'>,
  asked: DueExportBody,
  reading: Reading,
): AsyncGenerator<string, void, undefined> {
  const text = dueWords(reading.language)
  const types = await readEnabledTypes(db)
  const page: Page = {
    reading,
    now: db.now,
    typeNames: new Map(types.map((type) => [type.key, type.names])),
  }
  yield byteOrderMark +
    csvRecord(
      headers.map((key) => text(key)),
      delimiterOf[reading.language],
    )
  let rows: ExportedDueRow[] = []
  for await (const row of await streamDueRows(db, asked)) {
    rows.push(row)
    if (rows.length < batch) continue
    yield await written(db, { rows, page, text })
    rows = []
  }
  if (rows.length > 0) yield await written(db, { rows, page, text })
}

const headers = [
  'number',
  'patient',
  'language',
  'recallType',
  'due',
  'overdueDays',
  'status',
  'next',
] as const

interface Batch {
  readonly rows: readonly ExportedDueRow[]
  readonly page: Page
  readonly text: DueWords
}

async function written(db: ModuleDb<'insights'>, { rows, page, text }: Batch): Promise<string> {
  const outreach = await readOutreachFacts(
    db,
    rows.map((row) => row.patient_id),
  )
  const lines = rows.map((row) => {
    const shown = presentDueRow(row, outreach.get(row.patient_id), page)
    return csvRecord(
      [
        row.external_id,
        shown.name,
        shown.language,
        shown.typeName,
        shown.due.iso,
        shown.overdueDays,
        text(`status.${shown.status}`),
        sayNextStep(shown.next, text),
      ],
      delimiterOf[page.reading.language],
    )
  })
  return lines.join('')
}
