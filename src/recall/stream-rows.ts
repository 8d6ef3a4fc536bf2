import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { withHashPlans } from './with-hash-plans.ts'

const rowsAtOnce = 2_000

/** The rows of a query, a page at a time from a cursor of the transaction: memory stays at one page. */
export async function* streamRows<Row>(
  db: ModuleDb<'recall'>,
  query: RawBuilder<unknown>,
): AsyncGenerator<Row, void, undefined> {
  const name = sql.id(`recall_${db.ids.uuid(db.now).replaceAll('-', '')}`)
  const fetch = () => db.sql<Row>(sql`fetch ${sql.lit(rowsAtOnce)} from ${name}`)
  // The first page runs nearly the whole statement, so that it belongs to the planned part.
  let page = await withHashPlans(db, async () => {
    await db.run(sql`declare ${name} no scroll cursor without hold for ${query}`)
    return fetch()
  })
  yield* page
  while (page.length === rowsAtOnce) {
    page = await fetch()
    yield* page
  }
  await db.run(sql`close ${name}`)
}
