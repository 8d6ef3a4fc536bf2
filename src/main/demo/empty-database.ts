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
    await pool.query(`drop database if exists "${database}"`)
    await pool.query(`create database "${database}" owner "${user}"`)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === objectInUse) {
      throw new FolderInUse(
        'another Kembali works in this folder; end it, or choose another folder with --data-dir',
      )
    }
    throw error
  } finally {
    await pool.end()
  }
}

/** PostgreSQL error code: the database is being accessed by other users. */
const objectInUse = '55006'
