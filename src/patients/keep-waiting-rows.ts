import { sql } from 'kysely'
import { stageRows } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'

/** A row of an import that cannot be taken in yet. */
export interface WaitingRow {
  readonly kind: string
  readonly externalId: string
  readonly awaits: 'patient' | 'schedule' | 'end_of_run'
  /** The source's id of the patient or schedule; empty for the end of the run. */
  readonly awaitedId: string
  /** Plain data, kept as JSON. */
  readonly row: unknown
  readonly file: string
  readonly line: number | null
}

/** Keeps rows until what they wait for is there; of two rows with one key the later stays. */
export async function keepWaitingRows(
  db: ModuleDb<'patients'>,
  origin: { readonly source: string; readonly batchId: string },
  rows: readonly WaitingRow[],
): Promise<void> {
  if (rows.length === 0) return
  const latest = new Map(rows.map((row) => [`${row.kind}|${row.externalId}`, row]))
  await stageRows(db, {
    name: 'waiting_stage',
    columns: {
      kind: 'text',
      external_id: 'text',
      awaits: 'text',
      awaited_id: 'text',
      row_text: 'text',
      file: 'text',
      line: 'integer',
    },
    rows: [...latest.values()].map((row) => [
      row.kind,
      row.externalId,
      row.awaits,
      row.awaitedId,
      JSON.stringify(row.row),
      row.file,
      row.line,
    ]),
  })
  await db.run(sql`
    insert into patients.staged_row
      (clinic_id, source, kind, external_id, awaits, awaited_id, row, file, line, batch_id, staged_at)
    select ${db.clinicId}::uuid, ${origin.source}, kind, external_id, awaits, awaited_id, row_text::jsonb, file, line,
      ${origin.batchId}::uuid, ${db.now}::timestamptz
    from waiting_stage
    on conflict (clinic_id, source, kind, external_id) do update
      set awaits = excluded.awaits, awaited_id = excluded.awaited_id, row = excluded.row, file = excluded.file,
        line = excluded.line, batch_id = excluded.batch_id, staged_at = excluded.staged_at`)
}
