import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Database } from '../src/platform/db/database.ts'
import type { ModuleDb } from '../src/platform/db/module-db.ts'
import type { ClinicId } from '../src/platform/rules/brand.ts'
import { enableRecallTypes } from '../src/recall/enable-recall-types.ts'
import { loadRecallPacks } from '../src/recall/packs/load-recall-packs.ts'
import { rebuildCycles } from '../src/recall/rebuild-cycles.ts'
import { recomputeDirty } from '../src/recall/recompute-dirty.ts'
import { recomputeStanding } from '../src/recall/recompute-standing.ts'
import { rollOver } from '../src/recall/roll-over.ts'
import { makeLargeClinic } from './generator/make-large-clinic.ts'
import { changeSome, growthOf, median, readFloor, tenTypes, timed } from './recall-measures.ts'

// The recall engine at two sizes with ten recall types: first build and audit against the bare joins without writing, a
// thousand changed patients, and the night in which a day passes. The growth exponent says how time follows size.

export interface RecallBenchSize {
  readonly patients: readonly number[]
  readonly dirty: number
  /** Of each measurement the median of this many counts. */
  readonly rounds: number
}

export const recallBenchSize: RecallBenchSize = { patients: [100_000, 1_000_000], dirty: 1_000, rounds: 3 }

interface Figures {
  readonly patients: number
  readonly visits: number
  readonly cycles: number
  readonly floorMs: number
  readonly firstBuildMs: number
  readonly firstBuildToFloor: number
  readonly auditMs: number
  readonly auditToFloor: number
  readonly standingMs: number
  /** The cycles of changed patients: who is due. What else is kept of them follows in a transaction of its own. */
  readonly dirtyMs: number
  readonly dirtyStandingMs: number
  readonly rollOverMs: number
  readonly rolledOver: number
}

export interface RecallBench {
  readonly size: RecallBenchSize
  readonly figures: readonly Figures[]
  /** log(time ratio) / log(size ratio) between the sizes; 1 is linear. */
  readonly growth: Readonly<Record<string, number>>
  readonly peakMemoryMb: number
}

const by = { kind: 'command_line', name: 'Benchmark' } as const

export async function benchRecall(
  db: Database,
  size: RecallBenchSize,
  say: (line: string) => void,
): Promise<RecallBench> {
  const figures: Figures[] = []
  for (const patients of size.patients) {
    const { clinicId } = await makeLargeClinic(db, { patients, seed: 7, say })
    figures.push(await measure(db, clinicId, { ...size, patients, say }))
  }
  const [small, large] = [figures.at(0), figures.at(-1)]
  const growth = Object.fromEntries(
    (['floorMs', 'firstBuildMs', 'auditMs', 'standingMs', 'dirtyMs'] as const).map((name) => [
      name,
      growthOf({ size: small?.patients, ms: small?.[name] }, { size: large?.patients, ms: large?.[name] }),
    ]),
  )
  return { size, figures, growth, peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024) }
}

interface Measuring {
  readonly patients: number
  readonly dirty: number
  readonly rounds: number
  readonly say: (line: string) => void
}

async function measure(db: Database, clinicId: ClinicId, size: Measuring): Promise<Figures> {
  const recall = <T>(work: (tx: ModuleDb<'recall'>) => Promise<T>) =>
    db.tenant(clinicId, async (tx) => work(tx.as('recall')))
  const packs = await loadRecallPacks()
  await recall((tx) => enableRecallTypes(tx, { keys: tenTypes, by, packs }))
  const floorText = await readFile(new URL('./floors/due.sql', import.meta.url), 'utf8')
  const [floor, first, audit]: [number[], number[], number[]] = [[], [], []]
  const [dirty, dirtyStanding]: [number[], number[]] = [[], []]
  let cycles = 0
  const told = (name: string, ms: number) => size.say(`${size.patients} patients: ${name} ${ms} ms`)
  for (let turn = 0; turn < size.rounds; turn += 1) {
    floor.push(await timed(() => recall((tx) => readFloor(tx, floorText))))
    told('floor', floor.at(-1) ?? 0)
    await db.pool.query('truncate recall.cycle')
    first.push(
      await timed(async () => {
        cycles = (await recall((tx) => rebuildCycles(tx, { withStanding: false }))).opened
      }),
    )
    told('first build', first.at(-1) ?? 0)
    await db.pool.query('vacuum analyze recall.cycle')
    audit.push(await timed(() => recall((tx) => rebuildCycles(tx, { withStanding: false }))))
    told('audit', audit.at(-1) ?? 0)
  }
  const standingMs = await timed(() => recall((tx) => rebuildCycles(tx)))
  told('audit with standing', standingMs)
  await db.pool.query('vacuum analyze recall.standing')
  for (let turn = 0; turn < size.rounds + 2; turn += 1) {
    await changeSome(db, clinicId, { patients: size.dirty, turn })
    dirty.push(await timed(() => recall((tx) => recomputeDirty(tx, size.dirty))))
    told(`${size.dirty} dirty`, dirty.at(-1) ?? 0)
    dirtyStanding.push(await timed(() => recall((tx) => recomputeStanding(tx, size.dirty))))
    told('and their standing', dirtyStanding.at(-1) ?? 0)
  }
  const { ms: rollOverMs, marked: rolledOver } = await passADay(db, clinicId)
  told('roll-over', rollOverMs)
  const [floorMs, firstBuildMs, auditMs] = [median(floor), median(first), median(audit)]
  return {
    patients: size.patients,
    visits: size.patients * 10,
    cycles,
    floorMs,
    firstBuildMs,
    firstBuildToFloor: round(firstBuildMs / floorMs),
    auditMs,
    auditToFloor: round(auditMs / floorMs),
    standingMs,
    dirtyMs: median(dirty),
    dirtyStandingMs: median(dirtyStanding),
    rollOverMs,
    rolledOver,
  }
}

/** The night: what runs out is marked and recomputed. A thousand overrides end on this day. */
async function passADay(
  db: Database,
  clinicId: ClinicId,
): Promise<{ readonly ms: number; readonly marked: number }> {
  const today = db.clock.now().toZonedDateTimeISO('Europe/Warsaw').toPlainDate()
  await db.tenant(clinicId, async (tx) =>
    tx.run(sql`
      update recall.cycle c
      set override_due = ${today}::date + 30, due_effective = ${today}::date + 30, override_expires_on = ${today}::date - 1,
        overridden_at = ${tx.now}::timestamptz - interval '9 days', override_by = 'bench', override_reason = 'bench'
      where c.clinic_id = ${clinicId} and c.closed_at is null and c.type_key = 'dental_hygiene'
        and c.patient_id in (select c.patient_id from recall.cycle c where c.clinic_id = ${clinicId} and c.closed_at is null
          and c.type_key = 'dental_hygiene' order by c.patient_id limit 1000)`),
  )
  let marked = 0
  const ms = await timed(async () => {
    await db.tenant(clinicId, async (tx) => {
      marked = await rollOver(tx.as('recall'))
    })
    for (let left = marked; left > 0; left -= 1_000)
      await db.tenant(clinicId, async (tx) => {
        await recomputeDirty(tx.as('recall'))
        await recomputeStanding(tx.as('recall'))
      })
  })
  return { ms, marked }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
