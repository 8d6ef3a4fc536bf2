import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { createClinic } from '../src/clinic/create-clinic.ts'
import { importCsv } from '../src/integrations/import/import-csv.ts'
import type { Database } from '../src/platform/db/database.ts'
import type { ClinicId } from '../src/platform/rules/brand.ts'
import { writeClinicCsv } from '../src/simulation/write-clinic-csv.ts'

// A CSV import against a raw COPY of the very rows it made into the very tables, keys and all, in the same database.

export interface ImportBenchSize {
  readonly patients: number
  readonly visitsPerPatient: number
}

export const importBenchSize: ImportBenchSize = { patients: 200_000, visitsPerPatient: 10 }

export interface ImportBench {
  readonly size: ImportBenchSize
  readonly patients: number
  readonly visits: number
  readonly importMs: number
  readonly rowsPerSecond: number
  /** The same files again: nothing changes. */
  readonly againMs: number
  readonly floorMs: number
  readonly toFloor: number
  readonly peakMemoryMb: number
}

const by = { kind: 'command_line', name: 'Benchmark' } as const

/** What a CSV import of patients and visits fills; in the order of the foreign keys. */
const tables = [
  'patients.patient',
  'patients.contact_point',
  'patients.patient_contact',
  'patients.consent',
  'scheduling.resource',
  'scheduling.visit',
]

export async function benchImport(
  db: Database,
  size: ImportBenchSize,
  say: (line: string) => void,
): Promise<ImportBench> {
  const dir = await mkdtemp('/tmp/kembali-bench-')
  try {
    say('writing the files …')
    const files = await writeClinicCsv({
      dir,
      ...size,
      seed: 7,
      asOf: db.clock.now().toZonedDateTimeISO('UTC').toPlainDate(),
    })
    const ours = await clinic(db, 'import')
    const importMs = await timed(async () =>
      importBoth(db, ours, { files: [files.patientsFile, files.visitsFile], say }),
    )
    const peakMemoryMb = Math.round(process.resourceUsage().maxRSS / 1024)
    say('the same files again …')
    const againMs = await timed(async () =>
      importBoth(db, ours, { files: [files.patientsFile, files.visitsFile], say }),
    )
    const floorMs = await copyFloor(db, { ours, bare: await clinic(db, 'floor'), dir, say })
    const { patients, visits } = files
    return {
      size,
      patients,
      visits,
      importMs,
      rowsPerSecond: Math.round(((patients + visits) / importMs) * 1000),
      againMs,
      floorMs,
      toFloor: Math.round((importMs / floorMs) * 100) / 100,
      peakMemoryMb,
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function importBoth(
  db: Database,
  clinicId: ClinicId,
  { files, say }: { files: readonly string[]; say: (line: string) => void },
): Promise<void> {
  for (const path of files) {
    let told = 0
    const done = await importCsv({
      db,
      clinicId,
      path,
      actor: by,
      source: 'bench',
      declared: { purposes: ['care_recall'], evidence: 'benchmark' },
      onProgress: ({ read }) => {
        if (read < told + 500_000) return
        told = read
        say(`${read} rows read`)
      },
    })
    if (!done.ok) throw new Error(done.error.reason)
  }
}

/** The rows of our clinic, copied out with another clinic's id and copied in again as the owner of the tables. */
async function copyFloor(
  db: Database,
  { ours, bare, dir, say }: { ours: ClinicId; bare: ClinicId; dir: string; say: (line: string) => void },
): Promise<number> {
  const client = await db.pool.connect()
  let total = 0
  try {
    for (const table of tables) {
      const columns = await client.query<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
        [table],
      )
      const names = columns.rows.map((row) => row.name)
      const chosen = names.map((name) => (name === 'clinic_id' ? `'${bare}'::uuid` : name)).join(', ')
      const file = join(dir, `${table}.copy`)
      await pipeline(
        client.query(copyTo(`copy (select ${chosen} from ${table} where clinic_id = '${ours}') to stdout`)),
        createWriteStream(file),
      )
      const ms = await timed(async () =>
        pipeline(
          createReadStream(file),
          client.query(copyFrom(`copy ${table} (${names.join(', ')}) from stdin`)),
        ),
      )
      say(`floor: ${table} ${Math.round(ms)} ms`)
      total += ms
    }
  } finally {
    client.release()
  }
  return Math.round(total)
}

async function clinic(db: Database, name: string): Promise<ClinicId> {
  const made = await createClinic(
    db,
    {
      name: `Benchmark ${name}`,
      practiceType: 'dental',
      country: 'PL',
      zone: 'Europe/Warsaw',
      language: 'pl',
      currency: 'PLN',
    },
    by,
  )
  if (!made.ok) throw new Error(made.error.kind)
  return made.value.id
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return Math.round(performance.now() - start)
}
