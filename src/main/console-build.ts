import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Log } from '../platform/log/log.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Where the built console lies. */
export const consoleFolder = join(root, '.build', 'console')

const stampFile = join(root, '.build', 'console.stamp')

/** Sources of the console: what it is made of decides whether it is stale. */
const sources = ['web/ui', 'web/console', 'vite.config.ts', 'package-lock.json']

/** Builds the console when its sources changed since the last build; an installation without Vite keeps what it has. */
export async function buildConsoleIfStale(log: Log): Promise<void> {
  const stamp = await fingerprint()
  const built = await readFile(stampFile, 'utf8').catch(() => '')
  if (built === stamp && existsSync(join(consoleFolder, 'index.html'))) return
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  if (!existsSync(vite)) {
    log.warn('the console is not built and Vite is not installed: run "npm ci" without --omit=dev once')
    return
  }
  log.info('building the console')
  const fresh = `${consoleFolder}-${process.pid}`
  await runVite(vite, fresh)
  await swapIn(fresh)
  await mkdir(join(root, '.build'), { recursive: true })
  await writeFile(stampFile, stamp)
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  for (const path of await filesBelow(sources)) hash.update(path).update(await readFile(join(root, path)))
  return hash.digest('hex')
}

async function filesBelow(places: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(
    places.map(async (place) => {
      const entries = await readdir(join(root, place), { recursive: true, withFileTypes: true }).catch(
        () => null,
      )
      if (entries === null) return [place]
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    }),
  )
  return lists.flat().sort()
}

/** Another process may serve the old build or make one of its own: a whole folder takes the place of a whole folder. */
async function swapIn(fresh: string): Promise<void> {
  const old = `${consoleFolder}-old-${process.pid}`
  await rename(consoleFolder, old).catch(() => undefined)
  await rename(fresh, consoleFolder).catch(async () => rm(fresh, { recursive: true, force: true }))
  await rm(old, { recursive: true, force: true })
}

async function runVite(vite: string, outDir: string): Promise<void> {
  const child = spawn(
    process.execPath,
    [vite, 'build', '--logLevel', 'error', '--outDir', outDir, '--emptyOutDir'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString()
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`the console could not be built:\n${complaint.slice(-2_000)}`)
}
