import { setTimeout } from 'node:timers/promises'
import type { EmbeddedCluster } from '../../platform/db/embedded/open-embedded-cluster.ts'
import { openPool } from '../../platform/db/pool.ts'

export class FolderInUse extends Error {}

/** Whether the folder's database holds anything: a clinic of somebody else must not be swept away for a demo. */
export async function holdsClinics(cluster: EmbeddedCluster): Promise<boolean> {
  const pool = openPool(cluster.connection, { size: 1 })
  try {
    const { rows } = await pool.query<{ has_table: boolean }>(
      `select to_regclass('clinic.clinic') is not null as has_table`,
    )
    if (rows[0]?.has_table !== true) return false
    return ((await pool.query('select from clinic.clinic limit 1')).rowCount ?? 0) > 0
  } finally {
    await pool.end()
  }
}

/** Replaces the database by an empty one. Throws FolderInUse while another process works in it. */
export async function emptyDatabase(cluster: EmbeddedCluster): Promise<void> {
  const pool = openPool(cluster.administrator, { size: 1 })
  const { database, user } = cluster.connection
  try {
    for (let attempt = 1; !(await drop(pool, database)); attempt += 1) {
      if (attempt === mostAttempts) {
        throw new FolderInUse(
          'another Kembali works in this folder; end it, or choose another folder with --data-dir',
        )
      }
      // The sessions of a demo that was killed a moment ago end by themselves.
      await setTimeout(500)
    }
    await pool.query(`create database "${database}" owner "${user}"`)
  } finally {
    await pool.end()
  }
}

const mostAttempts = 10

/** False: somebody is connected to it. */
async function drop(pool: ReturnType<typeof openPool>, database: string): Promise<boolean> {
  try {
    await pool.query(`drop database if exists "${database}"`)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === objectInUse) return false
    throw error
  }
}

/** PostgreSQL error code: the database is being accessed by other users. */
const objectInUse = '55006'
