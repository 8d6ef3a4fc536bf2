import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import type { ClusterPlaces } from './cluster-places.ts'

const mebibyte = 1024 * 1024

export interface ServerWishes {
  /** Gives up durability for speed; for clusters that are thrown away. */
  readonly fast: boolean
  readonly maxConnections: number
}

/** The command line of the server: one string, as `pg_ctl -o` takes it. */
export async function serverCommandLine(places: ClusterPlaces, wishes: ServerWishes): Promise<string> {
  const settings: Record<string, string> = {
    ...memorySettings(totalmem()),
    max_connections: String(wishes.maxConnections),
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_wal_size: '2GB',
    wal_level: 'minimal',
    max_wal_senders: '0',
    random_page_cost: '1.1',
    jit: 'off',
    // Statements and key values in error reports are patient data; the client gets them, the log file does not.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    ...(wishes.fast ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...(process.platform === 'win32'
      ? { listen_addresses: '127.0.0.1', port: String(await freePort()) }
      : {
          listen_addresses: '',
          unix_socket_directories: places.socketFolder,
          unix_socket_permissions: '0700',
        }),
  }
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${quoted(value)}`)
    .join(' ')
}

/** An eighth of the machine for the buffers, within what helps a clinic and what a small machine can spare. */
function memorySettings(totalBytes: number): Record<string, string> {
  const buffers = Math.round(Math.min(Math.max(totalBytes / 8, 128 * mebibyte), 1024 * mebibyte) / mebibyte)
  return { shared_buffers: `${buffers}MB`, work_mem: '16MB', maintenance_work_mem: '128MB' }
}

function quoted(value: string): string {
  if (/^[\w.]+$/.test(value)) return value
  return process.platform === 'win32' ? `"${value}"` : `'${value.replaceAll("'", String.raw`'\''`)}'`
}

async function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const server = createServer()
  server.once('error', reject)
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => {
      if (address !== null && typeof address === 'object') resolve(address.port)
      else reject(new Error('the system gave no free port'))
    })
  })
  return await promise
}
