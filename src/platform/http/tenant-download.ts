import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Database } from '../db/database.ts'
import type { TenantTransaction } from '../db/module-db.ts'
import type { ClinicId } from '../rules/brand.ts'

/**
 * A file that is written while it is sent, in a transaction of its own that begins when the first byte is asked for:
 * whatever the route's transaction recorded about it is committed by then. The writer waits for a slow reader, and ends
 * with one who went away. A failure on the way breaks the connection off, so that half a file never looks whole.
 */
export function tenantDownload(
  db: Database,
  clinicId: ClinicId,
  write: (tx: TenantTransaction) => AsyncIterable<string>,
): Readable {
  const given = new AbortController()
  const file = Readable.from(written({ db, clinicId, write, signal: given.signal }), { objectMode: false })
  file.once('close', () => given.abort())
  return file
}

interface Writing {
  readonly db: Database
  readonly clinicId: ClinicId
  readonly write: (tx: TenantTransaction) => AsyncIterable<string>
  readonly signal: AbortSignal
}

async function* written({ db, clinicId, write, signal }: Writing): AsyncGenerator<Buffer, void, undefined> {
  const pipe = new PassThrough()
  const work = db
    .tenant(clinicId, async (tx) => pipeline(Readable.from(write(tx)), pipe, { signal }), { signal })
    .catch((error: unknown) => {
      pipe.destroy(
        error instanceof Error ? error : new Error('the file could not be written', { cause: error }),
      )
    })
  try {
    for await (const chunk of pipe) yield chunk as Buffer
  } finally {
    pipe.destroy()
    await work
  }
}
