import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventTable } from '../src/main/events.ts'
import { systemClock } from '../src/platform/clock/clock.ts'
import { Database } from '../src/platform/db/database.ts'
import { openEmbeddedCluster } from '../src/platform/db/embedded/open-embedded-cluster.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { openPool } from '../src/platform/db/pool.ts'
import { dispatchBy } from '../src/platform/events/event-table.ts'
import { randomIds } from '../src/platform/ids/ids.ts'
import { benchBook, bookBenchSize } from './book.ts'
import { benchCleanup, cleanupBenchSize } from './cleanup.ts'
import { benchDue, dueBenchSize } from './due.ts'
import { benchDuplicates, duplicatesBenchSize } from './duplicates.ts'
import { benchImport, importBenchSize } from './import.ts'
import { benchPages, pagesBenchSize } from './pages.ts'
import { benchRecall, recallBenchSize } from './recall.ts'

// npm run bench -- import | due | recall | book | duplicates | cleanup | pages [--small]: each against its floor in the same database and run.

const benches = {
  import: async (db: Database, small: boolean) =>
    benchImport(db, small ? { patients: 2_000, visitsPerPatient: 10 } : importBenchSize, say),
  due: async (db: Database, small: boolean) =>
    benchDue(
      db,
      small ? { ...dueBenchSize, patients: 2_000, visits: 20_000, dirty: 100 } : dueBenchSize,
      say,
    ),
  recall: async (db: Database, small: boolean) =>
    benchRecall(
      db,
      small ? { ...recallBenchSize, patients: [2_000, 20_000], dirty: 100 } : recallBenchSize,
      say,
    ),
  book: async (db: Database, small: boolean) =>
    benchBook(db, small ? { ...bookBenchSize, attempts: 20 } : bookBenchSize, say),
  duplicates: async (db: Database, small: boolean) =>
    benchDuplicates(db, small ? { people: 2_000, changed: 50 } : duplicatesBenchSize, say),
  cleanup: async (db: Database, small: boolean) =>
    benchCleanup(db, small ? { ...cleanupBenchSize, patients: 2_000 } : cleanupBenchSize, say),
  pages: async (db: Database, small: boolean, dataDir: string) =>
    benchPages(db, small ? { ...pagesBenchSize, patients: [2_000, 20_000] } : pagesBenchSize, {
      dataDir,
      say,
    }),
} as const

const name = process.argv[2]
const isSmall = process.argv.includes('--small')
if (name === undefined || !isBench(name)) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(benches).join(' | ')} [--small]\n`)
  process.exitCode = 2
} else await run(name)

async function run(bench: keyof typeof benches): Promise<void> {
  const folder = await mkdtemp('/tmp/kembali-bench-db-')
  await chmod(folder, 0o711)
  // Full durability: fsync as a clinic would have it.
  const dataDir = join(folder, 'data')
  const cluster = await openEmbeddedCluster({ dataDir })
  try {
    await migrate(cluster.connection)
    const db = new Database({
      pool: openPool(cluster.connection, { size: 40 }),
      clock: systemClock,
      ids: randomIds,
      dispatch: dispatchBy(eventTable),
    })
    try {
      const result = await benches[bench](db, isSmall, dataDir)
      process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
      if (!isSmall) await keep(bench, result)
    } finally {
      await db.close()
    }
  } finally {
    await cluster.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Results are kept with machine and date, newest last. */
async function keep(bench: string, result: object): Promise<void> {
  const file = fileURLToPath(new URL(`./results/${bench}.json`, import.meta.url))
  await mkdir(dirname(file), { recursive: true })
  const before: unknown = JSON.parse(await readFile(file, 'utf8').catch(() => '[]'))
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
  }
  const entry = { date: systemClock.now().toString(), machine, ...result }
  await writeFile(file, `${JSON.stringify([...(Array.isArray(before) ? before : []), entry], null, 2)}\n`)
}

function isBench(text: string): text is keyof typeof benches {
  return Object.hasOwn(benches, text)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
