import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type Connection, clientConfig } from './pool.ts'

export const migrationsFolder = fileURLToPath(new URL('../../../migrations/', import.meta.url))

const lockKey = 7_002
const fileName = /^\d{4}_[a-z0-9_]+\.sql$/

export interface MigrationReport {
  readonly applied: readonly string[]
  readonly version: number
}

export class SchemaError extends Error {}

/**
 * Brings the schema up to date: numbered files, forward only, each in one transaction, one process at a time
 * (a second one waits on the lock and finds nothing to do). Refuses a schema that a newer program wrote.
 */
export async function migrate(
  connection: Connection,
  folder: string = migrationsFolder,
): Promise<MigrationReport> {
  const files = await readMigrations(folder)
  const client = new pg.Client({ ...clientConfig(connection), application_name: 'kembali migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await ensureAppRole(client)
    await client.query('create schema if not exists migrations')
    await client.query(
      'create table if not exists migrations.applied (version integer primary key, name text not null, checksum text not null, applied_at timestamptz not null)',
    )
    const known = await client.query<{ version: number; name: string; checksum: string }>(
      'select version, name, checksum from migrations.applied order by version',
    )
    const done = new Map(known.rows.map((row) => [row.version, row]))
    refuseForeignSchema(files, [...done.values()])
    const applied: string[] = []
    for (const file of files) {
      if (done.has(file.version)) continue
      await applyOne(client, file)
      applied.push(file.name)
    }
    return { applied, version: files.at(-1)?.version ?? 0 }
  } finally {
    await client.end()
  }
}

interface MigrationFile {
  readonly version: number
  readonly name: string
  readonly text: string
  readonly checksum: string
}

export async function readMigrations(folder: string = migrationsFolder): Promise<readonly MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => fileName.test(name)).sort()
  return Promise.all(
    names.map(async (name, index) => {
      const version = Number(name.slice(0, 4))
      if (version !== index + 1)
        throw new SchemaError(`migrations are numbered without gaps: ${name} should be ${index + 1}`)
      const text = await readFile(`${folder}/${name}`, 'utf8')
      return { version, name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

function refuseForeignSchema(
  files: readonly MigrationFile[],
  done: readonly { version: number; name: string; checksum: string }[],
): void {
  const newest = done.at(-1)
  if (newest !== undefined && newest.version > files.length) {
    throw new SchemaError(
      `the database is at version ${newest.version} (${newest.name}) and this program knows ${files.length}: install the newer program, nothing was changed`,
    )
  }
  for (const row of done) {
    const file = files[row.version - 1]
    if (file !== undefined && file.checksum !== row.checksum) {
      throw new SchemaError(`${file.name} was changed after it had been applied: mend it by a new migration`)
    }
  }
}

async function applyOne(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query('begin')
  try {
    await client.query(file.text)
    await client.query(
      'insert into migrations.applied (version, name, checksum, applied_at) values ($1, $2, $3, clock_timestamp())',
      [file.version, file.name, file.checksum],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const why = error instanceof Error ? error.message : String(error)
    throw new SchemaError(`${file.name} could not be applied: ${why}`, { cause: error })
  }
}

/** Tenant work runs as kembali_app. Roles belong to the whole server, so two databases may race for it. */
async function ensureAppRole(client: pg.Client): Promise<void> {
  const found = await client.query<{ member: boolean }>(
    "select pg_has_role(current_user, oid, 'member') as member from pg_roles where rolname = 'kembali_app'",
  )
  const member = found.rows[0]?.member
  if (member === true) return
  try {
    if (member === undefined) await client.query('create role kembali_app nologin').catch(ignoreDuplicate)
    await client.query('grant kembali_app to current_user')
  } catch (error) {
    throw new SchemaError(
      'this database user may not create roles. Ask the administrator of the server to run:\n' +
        '  create role kembali_app nologin;\n  grant kembali_app to <the user of DATABASE_URL>;',
      { cause: error },
    )
  }
}

function ignoreDuplicate(error: unknown): void {
  const code = error instanceof pg.DatabaseError ? error.code : undefined
  if (code !== '42710' && code !== '23505') throw error
}
