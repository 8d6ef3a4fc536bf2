import { type Config, processEnvironment, readConfig } from '../../platform/config/read-config.ts'
import { openEmbeddedCluster } from '../../platform/db/embedded/open-embedded-cluster.ts'
import { asJson, type Output } from '../commands/output.ts'
import { CommandFailure, UsageFailure } from '../commands/problems.ts'
import { onStopSignal } from '../runtime/stop-signals.ts'
import type { DemoPlan } from './demo-plan.ts'
import { type DemoState, demoVersion, readDemoState, writeDemoState } from './demo-state.ts'
import { summaryText } from './demo-summary.ts'
import { emptyDatabase, FolderInUse, holdsClinics } from './empty-database.ts'
import { type MadeDemo, makeDemo } from './make-demo.ts'
import { progressLine } from './progress-line.ts'

/** What was asked for on the command line; undefined: left out. */
export interface DemoOptions {
  readonly patients?: number | undefined
  readonly months?: number | undefined
  readonly seed?: number | undefined
  /** Where the simulated months end; default: the present hour. */
  readonly asOf?: Temporal.Instant | undefined
  /** Starts over although a finished demo is there. */
  readonly fresh: boolean
  /** Ends after the table instead of serving. */
  readonly exit: boolean
  readonly json: boolean
  readonly dataDir?: string | undefined
  /** 0 takes a free one; default: KEMBALI_PORT or 4480, or a free one where that is taken. */
  readonly port?: number | undefined
  readonly output: Output
  /** The present moment, for the default of `asOf`. */
  readonly now: Temporal.Instant
}

const defaults = { patients: 3_000, months: 6, seed: 1 } as const

type Made = Extract<DemoState, { state: 'made' }>

/** A synthetic clinic, months of its campaigns in fast time, a table of what came of them, then the live server. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { output } = options
  const config = demoConfig(options)
  const state = await readDemoState(config.dataDir)
  const kept = options.fresh ? null : finished(state, options, output)
  const made = kept ?? (await make(config, options, state !== null))
  output.answer(options.json ? asJson(made.figures) : made.table)
  if (options.exit) return
  const { serveDemo } = await import('./serve-demo.ts')
  await serveDemo(config, { made, port: options.port, output })
}

/** The demo lives in a folder of its own, beside that of a real installation, and never in DATABASE_URL. */
function demoConfig({ dataDir }: DemoOptions): Config {
  const { DATABASE_URL: _, ...environment } = processEnvironment()
  const read = (folder: string | undefined): Config => {
    const config = readConfig(
      { ...environment, KEMBALI_LOG_LEVEL: environment['KEMBALI_LOG_LEVEL'] ?? 'warn' },
      { dataDir: folder },
    )
    if (!config.ok)
      throw new UsageFailure(
        `settings that cannot be used:\n${config.error.map((line) => `  ${line}`).join('\n')}`,
      )
    return config.value
  }
  return read(dataDir ?? `${read(undefined).dataDir}-demo`)
}

/** The finished demo of an earlier start, if it is what is asked for now. */
function finished(state: DemoState | 'unreadable' | null, options: DemoOptions, output: Output): Made | null {
  if (state === null || state === 'unreadable') return null
  if (state.state === 'making') {
    output.note('The last demo was interrupted: it is made anew.')
    return null
  }
  const asked = {
    patients: options.patients,
    months: options.months,
    seed: options.seed,
    asOf: options.asOf?.toString(),
  }
  const other = (['patients', 'months', 'seed', 'asOf'] as const).filter(
    (name) => asked[name] !== undefined && asked[name] !== state.plan[name],
  )
  if (other.length === 0 && state.version === demoVersion) {
    output.note(`This demo was made before, as of ${state.plan.asOf}. "--fresh" makes a new one.`)
    return state
  }
  output.note('The demo that is there was made otherwise: it is made anew.')
  return null
}

async function make(config: Config, options: DemoOptions, isOurs: boolean): Promise<Made> {
  const { output } = options
  const plan = planOf(options)
  const written = {
    patients: plan.patients,
    months: plan.months,
    seed: plan.seed,
    asOf: plan.asOf.toString(),
  }
  output.note(
    `Demo as of ${written.asOf}, seed ${plan.seed}: ${plan.patients} patients, ${plan.months} months. Folder: ${config.dataDir}`,
  )
  // Whatever happens to a half-made demo, it is made anew: so its database need not survive a power cut.
  const cluster = await openEmbeddedCluster({
    dataDir: config.dataDir,
    fast: true,
    log: (line) => output.note(line),
  })
  try {
    if (!isOurs && (await holdsClinics(cluster))) {
      throw new CommandFailure(
        `${config.dataDir} holds clinics that are no demo: choose another folder with --data-dir`,
      )
    }
    await writeDemoState(config.dataDir, { state: 'making', version: demoVersion, plan: written })
    await emptyDatabase(cluster).catch(asFailure)
    const demo = await untilStopped(async (signal) => {
      const progress = progressLine({
        isWatched: output.isWatched,
        redraw: (text) => void process.stderr.write(text),
        line: output.note,
      })
      try {
        const publicUrl = publicUrlOf(config, options)
        return await makeDemo(cluster.connection, { plan, publicUrl, progress, signal })
      } finally {
        progress.end()
      }
    })
    const made: Made = {
      state: 'made',
      version: demoVersion,
      plan: written,
      clinicId: demo.clinicId,
      table: summaryText(demo.summary, plan),
      figures: { plan: written, ...demo.summary },
    }
    await writeDemoState(config.dataDir, made)
    return made
  } finally {
    await cluster.close()
  }
}

function planOf(options: DemoOptions): DemoPlan {
  const hour = options.now.round({ smallestUnit: 'hour', roundingMode: 'floor' })
  return {
    patients: options.patients ?? defaults.patients,
    months: options.months ?? defaults.months,
    seed: options.seed ?? defaults.seed,
    asOf: options.asOf ?? hour,
  }
}

function publicUrlOf(config: Config, options: DemoOptions): string {
  return config.publicUrl ?? `http://${config.host}:${options.port || config.port}`
}

function asFailure(error: unknown): never {
  if (error instanceof FolderInUse) throw new CommandFailure(error.message)
  throw error
}

/** Ctrl-C stops between two simulated moments; a second one ends the process at once. */
async function untilStopped(work: (signal: AbortSignal) => Promise<MadeDemo | null>): Promise<MadeDemo> {
  const stopping = new AbortController()
  const stopListening = onStopSignal(() => stopping.abort())
  try {
    const made = await work(stopping.signal)
    if (made === null) throw new CommandFailure('stopped; the next start makes the demo anew')
    return made
  } finally {
    stopListening()
  }
}
