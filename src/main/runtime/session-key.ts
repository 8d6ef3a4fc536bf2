import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../platform/config/read-config.ts'

/** The key that signs sessions: from the environment, else generated once into the data folder, readable by its owner only. */
export async function sessionKey(config: Config): Promise<string> {
  if (config.sessionKey !== undefined) return config.sessionKey
  const path = join(config.dataDir, 'session-key')
  await mkdir(config.dataDir, { recursive: true })
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(randomBytes(32).toString('base64url'))
    await file.close()
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error
  }
  return (await readFile(path, 'utf8')).trim()
}
