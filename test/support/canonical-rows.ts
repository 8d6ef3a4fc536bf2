import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../../src/platform/db/database.ts'

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/**
 * What depends on who came first and means nothing by itself: tokens, secrets, numbers handed out in turn, and what the
 * practice system said last.
 */
const passing = new Set(['lease_token', 'token_hash', 'reference', 'last_error'])

/** All rows of a clinic, by table, as JSON texts. */
export type ClinicRows = ReadonlyMap<string, readonly string[]>

export async function clinicRows(db: Database, clinicId: string): Promise<ClinicRows> {
  const tables = await db.discover<{ schema: string; name: string }>(sql`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relrowsecurity order by 1, 2`)
  const rows = new Map<string, readonly string[]>()
  for (const { schema, name } of tables) {
    const found = await db.discover<{ row: Record<string, unknown> }>(
      sql`select to_jsonb(t) as row from ${sql.table(`${schema}.${name}`)} t where clinic_id = ${clinicId}`,
    )
    rows.set(
      `${schema}.${name}`,
      found
        .map(({ row }) => JSON.stringify(row, (key, value) => (passing.has(key) ? undefined : value)))
        .toSorted(),
    )
  }
  return rows
}

/**
 * The rows with the ids that were made meanwhile replaced: first all by one word, for people to read; then each by what
 * surrounds it, again and again, so that two clinics have the same rows only when the same things hang together.
 */
export function canonical(rows: ClinicRows, before: ClinicRows): readonly string[] {
  const known = idsIn(before)
  const made = [...idsIn(rows)].filter((id) => !known.has(id))
  const texts = [...rows].flatMap(([table, list]) => list.map((row) => `${table} ${row}`))
  let words = new Map(made.map((id) => [id, 'new']))
  for (let round = 0; round < rounds; round += 1) words = surrounded(texts, words)
  return texts.map((row) => replaced(row, words)).toSorted()
}

/** The same without a look at what hangs together: what a person reads first when two clinics differ. */
export function readable(rows: ClinicRows, before: ClinicRows): readonly string[] {
  const known = idsIn(before)
  return [...rows]
    .flatMap(([table, list]) =>
      list.map((row) => `${table} ${row.replace(uuid, (id) => (known.has(id) ? id : 'new'))}`),
    )
    .toSorted()
}

/** A message hangs on an entry, that on a thread, that on an address: four steps reach everything here. */
const rounds = 4

function surrounded(texts: readonly string[], words: ReadonlyMap<string, string>): Map<string, string> {
  const near = new Map<string, string[]>()
  for (const text of texts)
    for (const id of new Set(text.match(uuid)))
      if (words.has(id)) {
        const list = near.get(id) ?? []
        list.push(replaced(text.replaceAll(id, 'self'), words))
        near.set(id, list)
      }
  return new Map(
    [...words].map(([id]) => [id, hash('md5', (near.get(id) ?? []).toSorted().join('\n'), 'base64url')]),
  )
}

function replaced(text: string, words: ReadonlyMap<string, string>): string {
  return text.replace(uuid, (id) => words.get(id) ?? id)
}

function idsIn(rows: ClinicRows): ReadonlySet<string> {
  return new Set([...rows.values()].flatMap((list) => list.flatMap((row) => row.match(uuid) ?? [])))
}
