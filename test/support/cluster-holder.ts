import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { ConnectionSettings } from '../../src/platform/db/embedded/lease.ts'

const script = fileURLToPath(new URL('hold-cluster.ts', import.meta.url))

interface Opened {
  readonly started: boolean
  readonly connection: ConnectionSettings
}

/** Another process that holds an embedded cluster open. */
export class ClusterHolder {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #said: AsyncIterator<string>
  #errors = ''

  constructor(dataDir: string, account: { readonly uid?: number; readonly gid?: number } = {}) {
    // Away from the working folder and the home, which the other account may not enter.
    const env = { HOME: '/nonexistent', PATH: process.env['PATH'] ?? '' }
    this.#child = spawn(process.execPath, [script, dataDir], { ...account, cwd: '/', env })
    this.#said = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#errors += chunk.toString()
    })
  }

  async opened(): Promise<Opened> {
    return await this.#message((message): message is Opened => 'connection' in message)
  }

  async logged(line: string): Promise<void> {
    await this.#message((message): message is object => 'log' in message && message.log === line)
  }

  async leave(): Promise<{ readonly stopped: boolean }> {
    this.#child.stdin.end()
    return await this.#message((message): message is { stopped: boolean } => 'stopped' in message)
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    this.#child.kill('SIGKILL')
    await once(this.#child, 'exit')
  }

  async #message<T extends object>(fits: (message: object) => message is T): Promise<T> {
    for (;;) {
      const next = await this.#said.next()
      if (next.done === true) throw new Error(`the process ended without saying so:\n${this.#errors}`)
      const message: unknown = JSON.parse(next.value)
      if (typeof message === 'object' && message !== null && fits(message)) return message
    }
  }
}
