import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClinic } from '../../src/clinic/create-clinic.ts'
import { refuseWithoutRowSecurity } from '../../src/main/runtime/row-security.ts'
import { systemClock } from '../../src/platform/clock/clock.ts'
import { Database } from '../../src/platform/db/database.ts'
import { openPool } from '../../src/platform/db/pool.ts'
import { randomIds } from '../../src/platform/ids/ids.ts'
import type { ClinicId } from '../../src/platform/rules/brand.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const open = (connection: typeof database.connection) =>
  new Database({
    pool: openPool(connection),
    clock: systemClock,
    ids: randomIds,
    dispatch: async () => undefined,
  })
const db = open(database.connection)
const administrator = open(database.administrator)

/** Law 12: the directory, and nothing else, lies outside row-level security. */
const directory = [
  'auth.account',
  'auth.rateLimit',
  'auth.session',
  'auth.twoFactor',
  'auth.user',
  'auth.verification',
  'clinic.clinic',
  'clinic.one_time_link',
  'clinic.route',
]

const ours = sql`n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public', 'pgboss', 'migrations')`

const clinics: ClinicId[] = []

beforeAll(async () => {
  for (const name of ['North', 'South']) {
    const made = await createClinic(
      db,
      { name, practiceType: 'dental', country: 'PL', zone: 'Europe/Warsaw', language: 'pl', currency: 'PLN' },
      { kind: 'system', name: 'test' },
    )
    if (!made.ok) throw new Error(made.error.kind)
    clinics.push(made.value.id)
  }
})

afterAll(async () => {
  await db.close()
  await administrator.close()
})

describe('tenancy', () => {
  it('puts every table but the directory behind row-level security, with the one policy', async () => {
    const tables = await administrator.discover<{ name: string; secured: boolean; policies: string[] }>(sql`
      select n.nspname || '.' || c.relname as name, c.relrowsecurity as secured,
        array(select pg_get_expr(p.polqual, p.polrelid) from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${ours} order by 1`)
    expect(tables.filter((table) => !table.secured).map((table) => table.name)).toEqual(directory)
    const policies = new Set(
      tables.filter((table) => table.secured).map((table) => table.policies.join('; ')),
    )
    expect([...policies]).toEqual([
      "(clinic_id = (NULLIF(current_setting('app.clinic_id'::text, true), ''::text))::uuid)",
    ])
  })

  it('starts every key, foreign key and unique index of a tenant table with the clinic', async () => {
    const offenders = await administrator.discover<{ name: string }>(sql`
      select c.conrelid::regclass || ' ' || c.conname as name from pg_constraint c
      join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
      where t.relrowsecurity and ${ours} and c.contype in ('p', 'u', 'f') and
        (select a.attname from pg_attribute a where a.attrelid = t.oid and a.attnum = c.conkey[1]) <> 'clinic_id'
      union all
      select i.indexrelid::regclass::text from pg_index i join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
      where t.relrowsecurity and ${ours} and i.indisunique and
        (select a.attname from pg_attribute a where a.attrelid = t.oid and a.attnum = i.indkey[0]) <> 'clinic_id'`)
    expect(offenders).toEqual([])
  })

  it('has no table of the directory that points at a tenant table', async () => {
    const offenders = await administrator.discover<{ name: string }>(sql`
      select c.conname as name from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class f on f.oid = c.confrelid
      where c.contype = 'f' and not t.relrowsecurity and f.relrowsecurity`)
    expect(offenders).toEqual([])
  })

  it('has no sequence, no enum, no default that reads a clock', async () => {
    const offenders = await administrator.discover<{ name: string }>(sql`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and ${ours}
      union all select n.nspname || '.' || t.typname from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype = 'e' and ${ours}
      union all select d.adrelid::regclass::text from pg_attrdef d join pg_class c on c.oid = d.adrelid join pg_namespace n on n.oid = c.relnamespace
        where ${ours} and pg_get_expr(d.adbin, d.adrelid) ~* '\\mnow\\(|current_(date|time)|clock_timestamp'`)
    expect(offenders).toEqual([])
  })

  it('shows a clinic its own rows only, and refuses to write into another', async () => {
    const [north, south] = clinics
    if (north === undefined || south === undefined) throw new Error('two clinics are needed')
    const seen = await db.tenant(north, async (tx) =>
      tx.sql<{ clinic_id: string }>(sql`select distinct clinic_id from clinic.audit`),
    )
    expect(seen.map((row) => row.clinic_id)).toEqual([north])
    const foreign = db.tenant(north, async (tx) =>
      tx.run(sql`insert into clinic.location (clinic_id, id, source, external_id, name)
        values (${south}, ${randomIds.uuid(systemClock.now())}, 'test', '1', 'x')`),
    )
    await expect(foreign).rejects.toThrow(/row-level security/)
  })

  it('does not let the application rewrite history', async () => {
    const [north] = clinics
    if (north === undefined) throw new Error('a clinic is needed')
    const rewriting = db.tenant(north, async (tx) =>
      tx.run(sql`update clinic.audit set action = 'x' where clinic_id = ${north}`),
    )
    await expect(rewriting).rejects.toThrow(/permission denied/)
  })

  it('refuses to start where row-level security is not in force', async () => {
    await expect(refuseWithoutRowSecurity(db)).resolves.toBeUndefined()
    const own = await testDatabaseOwner()
    await expect(refuseWithoutRowSecurity(own)).rejects.toThrow(/row-level security is not in force/)
    await own.close()
  })
})

/** A database whose tables the app role owns: what a careless set-up would look like. */
async function testDatabaseOwner(): Promise<Database> {
  const other = await import('../support/database.ts').then(({ testDatabase: clone }) => clone())
  const careless = open(other.administrator)
  await careless.pool.query('alter table patients.patient disable row level security')
  return careless
}
