import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'

const rowsAtOnce = 2_000

/** The rows of a query, a page at a time from a cursor of the transaction: memory stays at one page. */
export async function* streamRows<Row>(
  db: ModuleDb<'recall'>,
  query: RawBuilder<unknown>,
): AsyncGenerator<Row, void, undefined> {
  const name = sql.id(`recall_${db.ids.uuid(db.now).replaceAll('-', '')}`)
  await db.run(sql`declare ${name} no scroll cursor without hold for ${query}`)
  for (;;) {
    const rows = await db.sql<Row>(sql`fetch ${sql.lit(rowsAtOnce)} from ${name}`)
    yield* rows
    if (rows.length < rowsAtOnce) break
  }
  await db.run(sql`close ${name}`)
}
