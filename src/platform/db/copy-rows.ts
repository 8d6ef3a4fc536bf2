import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { CopyCell, CopyRow, CopyTarget } from './module-db.ts'

const chunkCharacters = 64 * 1024
const identifier = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/

/** Streams rows by COPY … FROM STDIN (text format); returns how many went in. Memory stays at one chunk. */
export async function copyRows(
  client: pg.ClientBase,
  target: CopyTarget,
  rows: AsyncIterable<CopyRow> | Iterable<CopyRow>,
): Promise<number> {
  for (const name of [target.table, ...target.columns]) {
    if (!identifier.test(name)) throw new Error(`not an identifier: ${name}`)
  }
  let count = 0
  async function* chunks(): AsyncGenerator<string> {
    let chunk = ''
    for await (const row of rows) {
      chunk += `${row.map(copyText).join('\t')}\n`
      count += 1
      if (chunk.length >= chunkCharacters) {
        yield chunk
        chunk = ''
      }
    }
    if (chunk !== '') yield chunk
  }
  const sink = client.query(copyFrom(`copy ${target.table} (${target.columns.join(', ')}) from stdin`))
  await pipeline(Readable.from(chunks()), sink)
  return count
}

const special = /[\\\t\n\r]/
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function copyText(cell: CopyCell): string {
  if (cell === null) return '\\N'
  if (typeof cell !== 'string') return String(cell)
  return special.test(cell)
    ? cell.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character)
    : cell
}
