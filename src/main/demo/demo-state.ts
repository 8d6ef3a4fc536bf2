import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const planSchema = z.object({
  patients: z.number().int(),
  months: z.number().int(),
  seed: z.number().int(),
  /** ISO instant. */
  asOf: z.string(),
})

const stateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('making'), version: z.number(), plan: planSchema }),
  z.object({
    state: z.literal('made'),
    version: z.number(),
    plan: planSchema,
    clinicId: z.string(),
    /** The summary as it was printed, and as --json gave it. */
    table: z.string(),
    figures: z.unknown(),
  }),
])

/** What the data folder of a demo says about itself: half made, or made with these options and this outcome. */
export type DemoState = z.infer<typeof stateSchema>

/** Raised when a demo made by an older program would not be what this one makes. */
export const demoVersion = 2

const stateFile = (dataDir: string): string => join(dataDir, 'demo.json')

/** Null: no demo was ever begun here. One that cannot be read counts as half made. */
export async function readDemoState(dataDir: string): Promise<DemoState | 'unreadable' | null> {
  let text: string
  try {
    text = await readFile(stateFile(dataDir), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  try {
    const parsed = stateSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : 'unreadable'
  } catch {
    return 'unreadable'
  }
}

/** Written whole or not at all: a demo that was interrupted never looks finished. */
export async function writeDemoState(dataDir: string, state: DemoState): Promise<void> {
  const fresh = `${stateFile(dataDir)}.new`
  await writeFile(fresh, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 })
  await rename(fresh, stateFile(dataDir))
}
