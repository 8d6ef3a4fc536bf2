import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { createClinic } from '../src/clinic/create-clinic.ts'
import { runImport } from '../src/integrations/import/run-import.ts'
import type { ImportSource, ReadUnit } from '../src/integrations/import/source.ts'
import type { Database } from '../src/platform/db/database.ts'
import type { ModuleDb } from '../src/platform/db/module-db.ts'
import type { ClinicId } from '../src/platform/rules/brand.ts'
import { enableRecallTypes } from '../src/recall/enable-recall-types.ts'
import { loadRecallPacks } from '../src/recall/packs/load-recall-packs.ts'
import { rebuildCycles } from '../src/recall/rebuild-cycles.ts'
import { recomputeDirty } from '../src/recall/recompute-dirty.ts'
import { recomputeStanding } from '../src/recall/recompute-standing.ts'
import { simulatedSource } from '../src/simulation/simulated-source.ts'
import { syntheticClinic } from '../src/simulation/synthetic-clinic.ts'
import { changeSome, median, readFloor, timed } from './recall-measures.ts'

// A full rebuild of all due dates against the bare SELECT of the same joins, and the recompute of dirty patients.

export interface DueBenchSize {
  readonly patients: number
  readonly visits: number
  readonly dirty: number
  /** Of each measurement the median of this many counts. */
  readonly rounds: number
}

export const dueBenchSize: DueBenchSize = { patients: 100_000, visits: 1_000_000, dirty: 1_000, rounds: 5 }

export interface DueBench {
  readonly size: DueBenchSize
  readonly visitsLoaded: number
  readonly cyclesOpened: number
  readonly floorMs: number
  /** From no cycle at all. */
  readonly rebuildMs: number
  readonly rebuildToFloor: number
  /** With nothing to change. */
  readonly auditMs: number
  /** The cycles of changed patients: who is due. What else is kept of them follows in a transaction of its own. */
  readonly dirtyMs: number
  readonly dirtyStandingMs: number
  readonly peakMemoryMb: number
}

const by = { kind: 'command_line', name: 'Benchmark' } as const
/** What a clinic begins with; ten types at a million patients are measured by the bench "recall". */
const types = ['dental_hygiene', 'dental_perio', 'annual_wellness', 'chronic_quarterly']

/** Loads a clinic from the simulation into `db` and measures; the clinic stays there. */
export async function benchDue(
  db: Database,
  size: DueBenchSize,
  say: (line: string) => void,
): Promise<DueBench> {
  const clinicId = await loadClinic(db, size, say)
  const measured = await measure(db, clinicId, size)
  return { size, ...measured, peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024) }
}

async function loadClinic(db: Database, size: DueBenchSize, say: (line: string) => void): Promise<ClinicId> {
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
  let told = 0
  const imported = await runImport({
    db,
    clinicId,
    source: 'simulation',
    input: longerHistories(size, db.clock.now()),
    declared: null,
    actor: by,
    isDryRun: false,
    onProgress: ({ read }) => {
      if (read - told < 100_000) return
      told = read
      say(`${read} records taken in`)
    },
  })
  if (imported.refusedCount > 0)
    throw new Error(`${imported.refusedCount} records of the simulation were refused`)
  const packs = await loadRecallPacks()
  await db.tenant(clinicId, async (tx) => enableRecallTypes(tx.as('recall'), { keys: types, by, packs }))
  await db.pool.query('vacuum analyze')
  return clinicId
}

/** The simulation's five years, and visits again five years earlier, as many as the wanted mean per patient leaves room for. */
function longerHistories(size: DueBenchSize, now: Temporal.Instant): ImportSource {
  const historyEnd = now.toZonedDateTimeISO('UTC').toPlainDate()
  const source = simulatedSource(syntheticClinic({ patients: size.patients, seed: 7, historyEnd }))
  let loaded = 0
  let people = 0
  const withEarlier = (unit: ReadUnit): ReadUnit => {
    people += unit.records.some((record) => record.kind === 'patient') ? 1 : 0
    const visits = unit.records.filter((record) => record.kind === 'visit')
    const room = Math.round((size.visits * people) / size.patients) - loaded - visits.length
    const earlier = visits.slice(0, Math.max(0, room)).map((visit) => ({
      ...visit,
      externalId: `${visit.externalId}-earlier`,
      appointmentExternalId: null,
      startedAt: fiveYearsEarlier(visit.startedAt),
      endedAt: fiveYearsEarlier(visit.endedAt),
    }))
    loaded += visits.length + earlier.length
    return { ...unit, records: [...unit.records, ...earlier] }
  }
  return {
    ...source,
    fingerprint: `benchmark:${source.fingerprint}:${size.visits}`,
    async *read(after) {
      for await (const units of source.read(after)) yield units.map(withEarlier)
    },
  }
}

function fiveYearsEarlier(at: string | null): string | null {
  return at === null
    ? null
    : Temporal.Instant.from(at)
        .subtract({ hours: 24 * 1826 })
        .toString()
}

async function measure(db: Database, clinicId: ClinicId, size: DueBenchSize) {
  const recall = <T>(work: (tx: ModuleDb<'recall'>) => Promise<T>) =>
    db.tenant(clinicId, async (tx) => work(tx.as('recall')))
  const floorText = await readFile(new URL('./floors/due.sql', import.meta.url), 'utf8')
  const floor: number[] = []
  const rebuild: number[] = []
  const audit: number[] = []
  const dirty: number[] = []
  const dirtyStanding: number[] = []
  let cyclesOpened = 0
  for (let round = 0; round < size.rounds; round += 1) {
    floor.push(await timed(() => recall((tx) => readFloor(tx, floorText))))
    await db.pool.query('truncate recall.cycle')
    rebuild.push(
      await timed(async () => {
        cyclesOpened = (await recall(rebuildCycles)).opened
      }),
    )
    await db.pool.query('vacuum analyze recall.cycle')
    audit.push(await timed(() => recall(rebuildCycles)))
    await changeSome(db, clinicId, { patients: size.dirty, turn: round })
    dirty.push(await timed(() => recall((tx) => recomputeDirty(tx, size.dirty))))
    dirtyStanding.push(await timed(() => recall((tx) => recomputeStanding(tx, size.dirty))))
  }
  const [count] = await recall((tx) =>
    tx.sql<{ visits: number }>(
      sql`select count(*) as visits from scheduling.visit where clinic_id = ${clinicId}`,
    ),
  )
  const [floorMs, rebuildMs] = [median(floor), median(rebuild)]
  return {
    visitsLoaded: count?.visits ?? 0,
    cyclesOpened,
    floorMs,
    rebuildMs,
    rebuildToFloor: Math.round((rebuildMs / floorMs) * 100) / 100,
    auditMs: median(audit),
    dirtyMs: median(dirty),
    dirtyStandingMs: median(dirtyStanding),
  }
}
