import type { Actor } from '../../clinic/rules/actor.ts'
import { closeImportBatch } from '../../patients/close-import-batch.ts'
import { countWaitingRows } from '../../patients/count-waiting-rows.ts'
import { hasWaitingRows } from '../../patients/has-waiting-rows.ts'
import { listAwaitedSchedules } from '../../patients/list-awaited-schedules.ts'
import { listRefusals } from '../../patients/list-refusals.ts'
import { openImportBatch } from '../../patients/open-import-batch.ts'
import { recordRefusals } from '../../patients/record-refusals.ts'
import type { ImportPosition } from '../../patients/rules/import-run.ts'
import type { DeclaredConsent } from '../../patients/rules/records.ts'
import { ImportTakenOver, saveImportProgress } from '../../patients/save-import-progress.ts'
import { takeWaitingRows } from '../../patients/take-waiting-rows.ts'
import type { Database } from '../../platform/db/database.ts'
import type { OnDifference } from '../../platform/db/merge-rows.ts'
import type { TenantTransaction } from '../../platform/db/module-db.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import { findKnownSchedules } from '../../scheduling/find-known-schedules.ts'
import type { ImportRecord, ImportSource, ReadUnit } from './source.ts'
import { type PlacedRecord, type TakeIn, takeIn } from './take-in.ts'
import { type ImportSummary, refusalsInMemory, type SavedTally, Tally } from './tally.ts'

export interface ImportRun {
  readonly db: Database
  readonly clinicId: ClinicId
  /** Names where the records come from: (source, external id) is their key. */
  readonly source: string
  readonly input: ImportSource
  readonly declared: DeclaredConsent | null
  readonly actor: Actor
  /** Reads and judges everything and writes nothing. */
  readonly isDryRun: boolean
  readonly onProgress?: (progress: ImportProgress) => void
  /** Stops after the set under way; the same input goes on from there. */
  readonly signal?: AbortSignal
}

export interface ImportProgress {
  readonly file: string
  readonly line: number | null
  readonly read: number
}

interface Progress {
  readonly position: ImportPosition | null
  readonly tally: SavedTally
}

/** Stands in the rows that a dry run takes back. */
const dryBatch = '00000000-0000-4000-8000-000000000000'

const recordsPerTransaction = 10_000
const unitsPerTransaction = 20_000
const waitingPerTransaction = 5_000

/** What one run carries from set to set. */
interface RunState {
  readonly run: ImportRun
  readonly batchId: string
  readonly tally: Tally
  position: ImportPosition | null
  /** The progress that the record of the run holds. */
  saved: Partial<Progress>
  mayBeWaiting: boolean
}

/**
 * Takes an input in, set by set, each set and its position in one transaction: a run that was killed loses nothing,
 * repeats nothing, and goes on when the same input comes again. Memory holds one set.
 */
export async function runImport(run: ImportRun): Promise<ImportSummary> {
  const state = await openRun(run)
  try {
    const isStopped = await readAndTakeIn(state)
    if (!isStopped) {
      if (!run.isDryRun) await takeInWaiting(state)
      await finish(state, 'done')
    }
    return state.tally.summary({ notes: run.input.notes(), isStopped })
  } catch (error) {
    // What went wrong is told by the error itself; that the record cannot be closed as well must not hide it.
    if (!(error instanceof ImportTakenOver)) await finish(state, 'failed').catch(() => undefined)
    throw error
  }
}

async function openRun(run: ImportRun): Promise<RunState> {
  if (run.isDryRun)
    return { run, batchId: dryBatch, tally: Tally.from(null), position: null, saved: {}, mayBeWaiting: false }
  return inTransaction(run, async (tx) => {
    const patients = tx.as('patients')
    const { input, source, actor } = run
    const { format, label } = input
    const fingerprint = `${input.fingerprint}:${source}`
    const batch = await openImportBatch<Progress>(patients, {
      source,
      format,
      label,
      fingerprint,
      actor,
    })
    return {
      run,
      batchId: batch.id,
      tally: Tally.from(
        batch.progress.tally ?? null,
        await listRefusals(patients, batch.id, refusalsInMemory),
      ),
      position: batch.progress.position ?? null,
      saved: batch.progress,
      mayBeWaiting: await hasWaitingRows(patients, source),
    }
  })
}

/** Reads on from where the run stands, one set ahead of the database; true: stopped on request. */
async function readAndTakeIn(state: RunState): Promise<boolean> {
  let units: ReadUnit[] = []
  let records = 0
  let underWay = Promise.resolve()
  for await (const chunk of state.run.input.read(state.position)) {
    for (const unit of chunk) {
      units.push(unit)
      records += unit.records.length + unit.refusals.length
    }
    if (records < recordsPerTransaction && units.length < unitsPerTransaction) continue
    await underWay
    if (state.run.signal?.aborted === true) return true
    underWay = takeInSet(state, units)
    // Awaited before the next set; until then its failure is nobody's surprise.
    underWay.catch(() => undefined)
    units = []
    records = 0
  }
  await underWay
  if (state.run.signal?.aborted === true) return true
  await takeInSet(state, units)
  return false
}

async function takeInSet(state: RunState, units: readonly ReadUnit[]): Promise<void> {
  const { run, tally } = state
  const last = units.at(-1)
  if (last === undefined) return
  const refusals = units.flatMap((unit) => tally.read(unit))
  const read = units.flatMap((unit) =>
    unit.records.map((record): PlacedRecord => ({ record, file: unit.file, line: unit.line })),
  )
  state.position = { file: last.file, unit: last.unit }
  await inTransaction(run, async (tx) => {
    const kept = await takeIn(setOf(state, tx, run.isDryRun ? 'update' : 'report'), read)
    if (kept > 0) state.mayBeWaiting = true
    if (run.isDryRun) return
    await recordRefusals(tx.as('patients'), state.batchId, refusals)
    await saveProgress(state, tx)
  })
  run.onProgress?.({ file: last.file, line: last.line, read: tally.counts().read })
}

/**
 * The end of a run: rows whose patient came after them, and rows that change what is stored. The latter waited because
 * a later row of the same input could say otherwise: so a second run changes nothing, however often a key comes.
 */
async function takeInWaiting(state: RunState): Promise<void> {
  if (!state.mayBeWaiting) return
  const { run, tally } = state
  for (let isDone = false; !isDone; ) {
    isDone = await inTransaction(run, async (tx) => {
      const patients = tx.as('patients')
      const schedules = await listAwaitedSchedules(patients, run.source)
      const taken = await takeWaitingRows(patients, run.source, {
        most: waitingPerTransaction,
        knownSchedules: await findKnownSchedules(tx.as('scheduling'), run.source, schedules),
      })
      // Rows of an earlier run are news to this one.
      for (const row of taken) if (row.batchId !== state.batchId) tally.of(recordOf(row.row).kind).read += 1
      const read = taken.map(({ row, file, line }): PlacedRecord => ({ record: recordOf(row), file, line }))
      await takeIn({ ...setOf(state, tx, 'update'), mayBeWaiting: false }, read)
      await saveProgress(state, tx)
      return taken.length === 0
    })
  }
}

async function finish(state: RunState, end: 'done' | 'failed'): Promise<void> {
  const { run, tally, batchId } = state
  if (run.isDryRun) return
  await inTransaction(run, async (tx) => {
    const patients = tx.as('patients')
    // A set that failed was rolled back: what its transaction before it saved is how far the run has come.
    if (end === 'done') {
      tally.setWaiting(await countWaitingRows(patients, batchId))
      await saveProgress(state, tx)
    }
    await closeImportBatch(patients, batchId, { state: end, counts: tally.counts(), actor: run.actor })
  })
}

function setOf(state: RunState, tx: TenantTransaction, onDifference: OnDifference): TakeIn {
  const { batchId, tally, mayBeWaiting, run } = state
  return { tx, source: run.source, declared: run.declared, batchId, tally, mayBeWaiting, onDifference }
}

async function saveProgress(state: RunState, tx: TenantTransaction): Promise<void> {
  const progress: Progress = { position: state.position, tally: state.tally.save() }
  const counts = state.tally.counts()
  await saveImportProgress(tx.as('patients'), state.batchId, { before: state.saved, progress, counts })
  state.saved = progress
}

/** A waiting row holds a record as this program wrote it. */
function recordOf(row: unknown): ImportRecord {
  return row as ImportRecord
}

class DryRun<T> extends Error {
  readonly result: T

  constructor(result: T) {
    super('a dry run writes nothing')
    this.result = result
  }
}

/** One transaction of the run; a dry run takes back what it did. */
async function inTransaction<T>(run: ImportRun, work: (tx: TenantTransaction) => Promise<T>): Promise<T> {
  if (!run.isDryRun) return run.db.tenant(run.clinicId, work)
  try {
    return await run.db.tenant(run.clinicId, async (tx) => {
      throw new DryRun(await work(tx))
    })
  } catch (error) {
    // Thrown three lines above, by this call: its result is what `work` returned.
    if (error instanceof DryRun) return (error as DryRun<T>).result
    throw error
  }
}
