import { readFile } from 'node:fs/promises'
import type pg from 'pg'
import { createClinic } from '../../src/clinic/create-clinic.ts'
import type { Database } from '../../src/platform/db/database.ts'
import type { ClinicId } from '../../src/platform/rules/brand.ts'

export interface LargeClinic {
  readonly clinicId: ClinicId
  readonly patients: number
  readonly visits: number
}

/** Tables so large that their secondary indexes are made after the rows. */
const indexedAfter = ['patients.patient', 'scheduling.visit', 'patients.consent', 'patients.patient_contact']

/** Makes a clinic of `patients` patients with ten visits each, straight into the tables (large-clinic.sql). */
export async function makeLargeClinic(
  db: Database,
  {
    patients,
    seed,
    say,
  }: { readonly patients: number; readonly seed: number; readonly say: (line: string) => void },
): Promise<LargeClinic> {
  const made = await createClinic(
    db,
    {
      name: `Benchmark ${patients} ${db.clock.now()}`,
      practiceType: 'dental',
      country: 'PL',
      zone: 'Europe/Warsaw',
      language: 'pl',
      currency: 'PLN',
    },
    { kind: 'command_line', name: 'Benchmark' },
  )
  if (!made.ok) throw new Error(made.error.kind)
  const clinicId = made.value.id
  const text = await readFile(new URL('./large-clinic.sql', import.meta.url), 'utf8')
  const statements = text.split('\n--%\n')
  const client = await db.pool.connect()
  try {
    const remade = [...(await dropIndexes(client)), ...(await dropForeignKeys(client))]
    for (const [index, statement] of statements.entries()) {
      await client.query(filled(statement, { clinicId, patients, seed, at: db.clock.now() }))
      say(`${patients} patients: step ${index + 1} of ${statements.length}`)
    }
    await client.query(`set maintenance_work_mem = '1GB'`)
    for (const definition of remade) await client.query(definition)
    say(`${patients} patients: indexes made`)
    await client.query('reset all')
    await client.query('vacuum analyze')
  } finally {
    client.release()
  }
  return { clinicId, patients, visits: patients * 10 }
}

/** Utility and multi-statement text takes no parameters; these are our own numbers and an id. */
function filled(
  statement: string,
  {
    clinicId,
    patients,
    seed,
    at,
  }: { clinicId: string; patients: number; seed: number; at: Temporal.Instant },
): string {
  const values = [`'${clinicId}'`, `${patients}`, `${seed}`, `'${at}'`]
  return statement.replaceAll(/\$([1-4])(?!\d)/g, (_, place: string) => values[Number(place) - 1] ?? '')
}

async function dropIndexes(client: pg.PoolClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i left join pg_constraint c on c.conindid = i.indexrelid
     where i.indrelid = any($1::regclass[]) and c.oid is null`,
    [indexedAfter],
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map((row) => row.definition)
}

/** Rows are right by construction; foreign keys would be checked one by one. They come back without looking at old rows. */
async function dropForeignKeys(client: pg.PoolClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ owner: string; name: string; definition: string }>(
    `select conrelid::regclass::text as owner, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conrelid = any($1::regclass[])`,
    [indexedAfter],
  )
  for (const { owner, name } of rows) await client.query(`alter table ${owner} drop constraint ${name}`)
  return rows.map(
    ({ owner, name, definition }) =>
      `alter table ${owner} add constraint ${name} ${definition.replace(/ not valid$/i, '')} not valid`,
  )
}
