import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { createClinic } from '../src/clinic/create-clinic.ts'
import { findDuplicates } from '../src/patients/find-duplicates.ts'
import { markForMatching } from '../src/patients/mark-for-matching.ts'
import { mergePatients } from '../src/patients/merge-patients.ts'
import type { Database } from '../src/platform/db/database.ts'
import type { ClinicId } from '../src/platform/rules/brand.ts'
import { duplicatedClinic, pairOf } from '../test/support/duplicated-clinic.ts'

// The search for duplicates among all records, and after an import of a few, against the bare join of their keys.

export interface DuplicatesBenchSize {
  readonly people: number
  /** Records that an import changed. */
  readonly changed: number
}

export const duplicatesBenchSize: DuplicatesBenchSize = { people: 100_000, changed: 500 }

export interface DuplicatesBench {
  readonly size: DuplicatesBenchSize
  readonly records: number
  readonly pairsCompared: number
  readonly proposed: number
  readonly precision: number
  readonly recall: number
  readonly floorMs: number
  /** Every record, none of them looked at before. */
  readonly searchMs: number
  /** Every record again. */
  readonly againMs: number
  readonly changedMs: number
  readonly peakMemoryMb: number
}

const by = { kind: 'command_line', name: 'Benchmark' } as const
const recordsAtOnce = 5_000

/** Loads a clinic with known duplicates into `db` and measures; the clinic stays there. */
export async function benchDuplicates(
  db: Database,
  size: DuplicatesBenchSize,
  say: (line: string) => void,
): Promise<DuplicatesBench> {
  const { clinicId, truth, records } = await loadClinic(db, size, say)
  const all = { everyone: true, mergesCertain: false }
  let compared = 0
  const searchMs = await timed(async () => {
    compared = (await findDuplicates(db, clinicId, { ...all, everyone: false })).compared
  })
  say(`${compared} pairs compared in ${searchMs} ms`)
  await db.pool.query('vacuum analyze')
  const againMs = await timed(() => findDuplicates(db, clinicId, all))
  await markSome(db, clinicId, size.changed)
  const changedMs = await timed(() => findDuplicates(db, clinicId, { ...all, everyone: false }))
  const floorMs = await timed(() => readFloor(db, clinicId))
  const found = await proposals(db, clinicId)
  const right = found.filter((pair) => truth.has(pair)).length
  return {
    size,
    records,
    pairsCompared: compared,
    proposed: found.length,
    precision: rounded(right / found.length),
    recall: rounded(right / truth.size),
    floorMs,
    searchMs,
    againMs,
    changedMs,
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

async function loadClinic(db: Database, { people }: DuplicatesBenchSize, say: (line: string) => void) {
  const made = await createClinic(
    db,
    {
      name: `Benchmark ${db.clock.now()}`,
      practiceType: 'dental',
      country: 'PL',
      zone: 'Europe/Warsaw',
      language: 'pl',
      currency: 'PLN',
    },
    by,
  )
  if (!made.ok) throw new Error(made.error.kind)
  const clinicId = made.value.id
  const { records, truth } = duplicatedClinic({ people, seed: 7, hasNumbers: false })
  for (let start = 0; start < records.length; start += recordsAtOnce)
    await db.tenant(clinicId, async (tx) =>
      mergePatients(tx.as('patients'), {
        source: 'simulation',
        batchId: tx.ids.uuid(tx.now),
        records: records.slice(start, start + recordsAtOnce),
        onDifference: 'update',
        declared: null,
      }),
    )
  say(`${records.length} records taken in, ${truth.size} people among them twice`)
  await db.pool.query('vacuum analyze')
  return { clinicId, truth, records: records.length }
}

async function markSome(db: Database, clinicId: ClinicId, most: number): Promise<void> {
  await db.tenant(clinicId, async (tx) => {
    const rows = await tx.sql<{ id: string }>(sql`
      select id from patients.patient where clinic_id = ${clinicId} order by md5(id::text) limit ${most}`)
    await markForMatching(
      tx.as('patients'),
      rows.map((row) => row.id),
    )
  })
}

async function readFloor(db: Database, clinicId: ClinicId): Promise<void> {
  const text = await readFile(new URL('./floors/duplicates.sql', import.meta.url), 'utf8')
  await db.tenant(clinicId, async (tx) => {
    await tx.sql(sql`select set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true),
      set_config('work_mem', '64MB', true)`)
    await tx.sql(sql.raw(text))
  })
}

async function proposals(db: Database, clinicId: ClinicId): Promise<readonly string[]> {
  const rows = await db.tenant(clinicId, async (tx) =>
    tx.sql<{ one: string; other: string }>(sql`
      select one.external_id as one, other.external_id as other from patients.duplicate_pair d
      join patients.patient one on one.clinic_id = d.clinic_id and one.id = d.one_id
      join patients.patient other on other.clinic_id = d.clinic_id and other.id = d.other_id
      where d.clinic_id = ${clinicId} and d.state = 'proposed'`),
  )
  return rows.map(({ one, other }) => pairOf(one, other))
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return Math.round((performance.now() - start) * 10) / 10
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000
}
