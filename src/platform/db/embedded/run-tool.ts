import { spawn } from 'node:child_process'
import type { ServerAccount } from './server-account.ts'

export interface ToolRun {
  readonly status: number
  /** Standard output and error together. */
  readonly output: string
}

/** Runs a program as the account that owns the cluster, away from any folder that account may not enter. */
export async function runTool(
  file: string,
  args: readonly string[],
  account: ServerAccount,
): Promise<ToolRun> {
  const { promise, resolve } = Promise.withResolvers<ToolRun>()
  const onWindows = process.platform === 'win32'
  const child = spawn(file, args, {
    ...(account.runAs ?? {}),
    ...(onWindows ? {} : { cwd: '/', env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' } }),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  let output = ''
  const collect = (chunk: Buffer): void => {
    output += chunk.toString()
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  child.once('error', (error) => resolve({ status: 127, output: error.message }))
  // On Windows the server inherits the pipes of pg_ctl, so that they stay open as long as it runs.
  child.once(onWindows ? 'exit' : 'close', (code: number | null) => resolve({ status: code ?? 1, output }))
  return await promise
}
