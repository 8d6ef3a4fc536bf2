import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { OutboxRow } from './store.ts'
import { takeReferences } from './take-references.ts'

export interface PartCount {
  readonly row: OutboxRow
  readonly submissions: number
}

/**
 * Writes down how many submits each message takes, in the transaction that claims it: whoever finds it after a crash must
 * know what to look for. A message of several gets a reference for each. Answers the rows as they are now, in their order.
 */
export async function numberParts(
  db: ModuleDb<'outreach'>,
  counts: readonly PartCount[],
): Promise<readonly OutboxRow[]> {
  const changed = counts.filter(({ row, submissions }) => row.submissions !== submissions)
  if (changed.length === 0) return counts.map(({ row }) => row)
  const several = changed.filter(({ submissions }) => submissions > 1)
  const references = await takeReferences(
    db,
    several.map(({ row, submissions }) => ({ accountId: row.accountId, count: submissions })),
  )
  const first = new Map(several.map(({ row }, index) => [row.id, references[index] ?? row.reference]))
  const rows = counts.map(({ row, submissions }) => ({
    ...row,
    submissions,
    reference: first.get(row.id) ?? row.reference,
  }))
  await db.run(sql`
    update outreach.message m set submissions = n.submissions, reference = n.reference
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.submissions)}::int[], ${rows.map((row) => row.reference)}::int[])
      as n (id, submissions, reference)
    where m.clinic_id = ${db.clinicId} and m.id = n.id`)
  return rows
}
