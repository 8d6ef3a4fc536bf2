import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Connection } from '../../src/platform/db/pool.ts'

const program = fileURLToPath(new URL('../../bin/kembali.mjs', import.meta.url))

export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** The program as a person or a script calls it, on a test database. */
export function commandLine(connection: Connection) {
  const env = { ...process.env, DATABASE_URL: urlOf(connection) }
  return {
    run: async (...words: readonly string[]): Promise<Said> =>
      new Promise((resolve) => {
        const child = execFile(process.execPath, [program, ...words], { env }, (error, out, err) => {
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
        })
        child.stdin?.end()
      }),
    /** Started and not waited for; with what it logs. */
    start: (...words: readonly string[]): ChildProcess =>
      spawn(process.execPath, [program, ...words], {
        env: { ...env, KEMBALI_LOG_LEVEL: 'info' },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
  }
}

function urlOf(connection: Connection): string {
  if ('url' in connection) return connection.url
  const { host, port, user, password, database: name } = connection
  const place = new URLSearchParams({ host, ...(port === undefined ? {} : { port: String(port) }) })
  return `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@localhost/${name}?${place}`
}
