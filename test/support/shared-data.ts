import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of real records and oracles that some acceptance tests read; undefined on a machine without it. */
export function sharedData(): string | undefined {
  const beside = fileURLToPath(new URL('../../../shared', import.meta.url))
  const data = join(resolve(process.env['KEMBALI_SHARED'] ?? beside), 'data')
  return existsSync(data) ? data : undefined
}
