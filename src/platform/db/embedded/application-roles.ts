import pg from 'pg'
import { applicationLogin } from './cluster-folder.ts'

const setUpLock = 0x6b656d63
/** The role that tenant work steps into; row-level security binds it (law 12). */
const tenantRole = 'kembali_app'
const applicationDatabase = 'kembali'

/**
 * Makes sure that the login role, the role of tenant work and the application's database exist. Owning the database
 * is enough to create the trusted extensions; the login role is no superuser and makes neither roles nor databases.
 * Safe when several processes do it at once, and when one was killed halfway.
 */
export async function ensureApplicationRoles(administrator: pg.Client, password: string): Promise<void> {
  if (await isComplete(administrator)) return
  await administrator.query('select pg_advisory_lock($1)', [setUpLock])
  try {
    await createMissing(administrator, password)
  } finally {
    await administrator.query('select pg_advisory_unlock($1)', [setUpLock])
  }
}

async function isComplete(administrator: pg.Client): Promise<boolean> {
  const found = await administrator.query<{ complete: boolean }>(
    `select exists (
       select from pg_database d
         join pg_roles login on login.oid = d.datdba
         join pg_auth_members m on m.member = login.oid
         join pg_roles tenant on tenant.oid = m.roleid
        where d.datname = $1 and login.rolname = $2 and tenant.rolname = $3
     ) as complete`,
    [applicationDatabase, applicationLogin, tenantRole],
  )
  return found.rows[0]?.complete === true
}

async function createMissing(administrator: pg.Client, password: string): Promise<void> {
  const exists = async (sql: string, name: string): Promise<boolean> =>
    (await administrator.query(sql, [name])).rows.length > 0
  const role = 'select from pg_roles where rolname = $1'
  if (!(await exists(role, tenantRole))) await administrator.query(`create role ${tenantRole} nologin`)
  if (!(await exists(role, applicationLogin)))
    await administrator.query(`create role ${applicationLogin} login`)
  await administrator.query(
    `alter role ${applicationLogin} nosuperuser nocreatedb nocreaterole password ${pg.escapeLiteral(password)}`,
  )
  await administrator.query(`grant ${tenantRole} to ${applicationLogin}`)
  if (!(await exists('select from pg_database where datname = $1', applicationDatabase))) {
    await administrator.query(`create database ${applicationDatabase} owner ${applicationLogin}`)
  }
}
