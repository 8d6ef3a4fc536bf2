import { chmodSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Output } from '../../src/main/commands/output.ts'
import { CommandFailure } from '../../src/main/commands/problems.ts'
import { type DemoState, demoVersion, readDemoState, writeDemoState } from '../../src/main/demo/demo-state.ts'
import { type DemoOptions, runDemo } from '../../src/main/demo/run-demo.ts'
import { openEmbeddedCluster } from '../../src/platform/db/embedded/open-embedded-cluster.ts'
import { migrate } from '../../src/platform/db/migrate.ts'
import { openPool } from '../../src/platform/db/pool.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const now = Temporal.Instant.from('2026-11-20T07:40:00Z')

async function demo(
  options: Partial<DemoOptions>,
): Promise<{ readonly answers: string; readonly notes: string }> {
  const answers: string[] = []
  const notes: string[] = []
  const output: Output = {
    answer: (text) => void answers.push(text),
    note: (text) => void notes.push(text),
    progress: () => undefined,
    isWatched: false,
  }
  await runDemo({ fresh: false, exit: true, json: false, output, now, ...options })
  return { answers: answers.join('\n'), notes: notes.join('\n') }
}

/** As root the database runs as another user, who must be able to pass through. */
function dataFolder(): string {
  const folder = temporaryFolder()
  chmodSync(folder, 0o711)
  return folder
}

describe('the demo', () => {
  it('ends with a table, and prints the same one at the next start', { timeout: 180_000 }, async () => {
    const dataDir = dataFolder()
    const small = { dataDir, patients: 60, months: 1 }
    const first = await demo(small)
    expect(first.answers).toContain('60 simulated patients, 2026-10-20 to 2026-11-20T07:00:00Z, seed 1')
    for (const row of [
      'due or lapsed',
      'contacted',
      'answered',
      'booked',
      'attended',
      'hold-out',
      '95% interval',
    ]) {
      expect(first.answers).toContain(row)
    }
    const second = await demo({ dataDir })
    expect(second.answers).toBe(first.answers)
    expect(second.notes).toContain('was made before')

    await writeDemoState(dataDir, {
      state: 'making',
      version: demoVersion,
      plan: { ...small, seed: 1, asOf: now.toString() },
    })
    const third = await demo({ ...small, json: true })
    expect(third.notes).toContain('interrupted')
    expect(JSON.parse(third.answers)).toMatchObject({
      plan: { patients: 60 },
      campaigns: [{ kind: 'recall' }, { kind: 'reactivation' }],
    })
  })

  it('does not sweep away the clinics of a folder that is no demo', { timeout: 120_000 }, async () => {
    const dataDir = dataFolder()
    const cluster = await openEmbeddedCluster({ dataDir, fast: true })
    try {
      await migrate(cluster.connection)
      const pool = openPool(cluster.connection)
      await pool.query(`
        insert into clinic.clinic (id, key, name, display_name, practice_type, country, zone, language, currency, created_at)
        values ('00000000-0000-4000-8000-000000000001', 'real01', 'Real', 'Real', 'dental', 'PL', 'UTC', 'pl', 'PLN', '2026-01-01T00:00:00Z')`)
      await pool.end()
      await expect(demo({ dataDir })).rejects.toThrow(CommandFailure)
    } finally {
      await cluster.close()
    }
  })
})

describe('what a data folder says about its demo', () => {
  const plan = { patients: 3_000, months: 6, seed: 1, asOf: '2026-11-22T07:00:00Z' }
  const made: DemoState = {
    state: 'made',
    version: demoVersion,
    plan,
    clinicId: 'c',
    table: 'booked 1',
    figures: { booked: 1 },
  }

  it('is nothing in an empty folder, and else what was written last', async () => {
    const folder = temporaryFolder()
    expect(await readDemoState(folder)).toBeNull()
    await writeDemoState(folder, { state: 'making', version: demoVersion, plan })
    expect(await readDemoState(folder)).toEqual({ state: 'making', version: demoVersion, plan })
    await writeDemoState(folder, made)
    expect(await readDemoState(folder)).toEqual(made)
  })

  it.each(['', '{"state":"made"}', '{"state":"made","version":1,'])(
    'is unreadable when it is %j',
    async (text) => {
      const folder = temporaryFolder()
      await writeFile(join(folder, 'demo.json'), text)
      expect(await readDemoState(folder)).toBe('unreadable')
    },
  )
})
