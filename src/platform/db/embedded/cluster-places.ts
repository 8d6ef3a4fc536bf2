import { createHash } from 'node:crypto'
import { join } from 'node:path'

// A socket path longer than sun_path is refused; macOS keeps 104 bytes with the closing zero, Linux 108.
const longestSocketPath = 103
const socketFile = '.s.PGSQL.5432'

/** Where the parts of one embedded cluster lie. All paths are absolute. */
export interface ClusterPlaces {
  readonly dataDir: string
  /** PostgreSQL's own folder (PGDATA), published whole by one rename. */
  readonly cluster: string
  /** Passwords of the login roles; inside the cluster, so that the rename publishes both at once. */
  readonly secrets: string
  readonly pidFile: string
  readonly socketFolder: string
  readonly socketLock: string
  readonly serverLog: string
}

export function clusterPlaces(dataDir: string): ClusterPlaces {
  const cluster = join(dataDir, 'pg')
  const socketFolder = shortFolder(dataDir)
  return {
    dataDir,
    cluster,
    secrets: join(cluster, 'kembali.secrets.json'),
    pidFile: join(cluster, 'postmaster.pid'),
    socketFolder,
    socketLock: join(socketFolder, `${socketFile}.lock`),
    serverLog: join(cluster, 'server.log'),
  }
}

/**
 * The socket lies in the data folder, unless that path is too long for a socket. Then it is a folder in /tmp named
 * after the data folder: not `os.tmpdir()`, because two processes with different TMPDIR must find the same one.
 */
function shortFolder(dataDir: string): string {
  const beside = join(dataDir, 'run')
  if (Buffer.byteLength(join(beside, `${socketFile}.lock`)) <= longestSocketPath) return beside
  return `/tmp/kembali-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`
}

/**
 * The data folder used when none is named. Root keeps it outside its home, which is closed to the system user that
 * runs PostgreSQL; everybody else follows the XDG base directory specification.
 */
export function defaultDataDir(host: {
  readonly platform: NodeJS.Platform
  readonly isRoot: boolean
  readonly home: string
  readonly xdgDataHome: string | undefined
  readonly localAppData: string | undefined
}): string {
  if (host.platform === 'win32')
    return join(host.localAppData ?? join(host.home, 'AppData', 'Local'), 'Kembali')
  if (host.isRoot) return '/var/lib/kembali'
  // The specification says to ignore a relative path.
  const base =
    host.xdgDataHome?.startsWith('/') === true ? host.xdgDataHome : join(host.home, '.local', 'share')
  return join(base, 'kembali')
}
