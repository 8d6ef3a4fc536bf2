import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { ClusterError } from './cluster-error.ts'
import type { ClusterPlaces } from './cluster-places.ts'

/** The system user that owns the cluster's files and runs the server. */
export interface ServerAccount {
  readonly name: string
  /** Set when this process is root and steps down for PostgreSQL, which refuses to run as root. */
  readonly runAs: { readonly uid: number; readonly gid: number } | undefined
}

interface SystemUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/**
 * Root runs the server as whoever owns an existing cluster, else as the system user `kembali` if the operator made
 * one, else as `nobody`. Anyone else runs it as himself and is refused a cluster that belongs to another.
 */
export function serverAccount(places: ClusterPlaces): ServerAccount {
  const uid = process.getuid?.()
  if (uid === undefined) return { name: 'this user', runAs: undefined }
  const users = systemUsers()
  const owner = statSync(places.cluster, { throwIfNoEntry: false })?.uid
  if (uid !== 0) {
    if (owner !== undefined && owner !== uid) {
      throw new ClusterError(
        `The database in ${places.dataDir} belongs to the system user ${nameOf(users, owner)}. Run Kembali as that user or as root, or choose another folder with --data-dir.`,
      )
    }
    return { name: nameOf(users, uid), runAs: undefined }
  }
  const user =
    owner === undefined
      ? (users.find((one) => one.name === 'kembali') ?? users.find((one) => one.name === 'nobody'))
      : users.find((one) => one.uid === owner)
  if (user === undefined || user.uid === 0) {
    throw new ClusterError(
      'PostgreSQL refuses to run as root and there is no system user "kembali" or "nobody" to run it. Create one (useradd --system kembali), run Kembali as an ordinary user, or set DATABASE_URL.',
    )
  }
  return { name: user.name, runAs: { uid: user.uid, gid: user.gid } }
}

/** Throws when the account cannot enter the folder, naming the parent that is closed to it. */
export function requireReachable(folder: string, account: ServerAccount): void {
  if (account.runAs === undefined || canEnter(folder, account)) return
  const chain: string[] = []
  for (let path = folder; path !== dirname(path); path = dirname(path)) chain.unshift(path)
  const closed = chain.find((path) => !canEnter(path, account)) ?? folder
  throw new ClusterError(
    `PostgreSQL does not run as root, so it runs as the system user "${account.name}", and that user may not enter ${closed}. Choose a data folder it can reach (--data-dir /var/lib/kembali or KEMBALI_DATA_DIR), or run Kembali as an ordinary user.`,
  )
}

/** Asks the system itself instead of reading mode bits: access lists and network file systems count too. */
function canEnter(folder: string, account: ServerAccount): boolean {
  const asked = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], {
    ...(account.runAs ?? {}),
    cwd: '/',
    stdio: 'ignore',
  })
  return asked.status === 0
}

function nameOf(users: readonly SystemUser[], uid: number): string {
  return users.find((one) => one.uid === uid)?.name ?? `with uid ${uid}`
}

function systemUsers(): readonly SystemUser[] {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    if (name === undefined || uid === undefined || gid === undefined) return []
    return [{ name, uid: Number(uid), gid: Number(gid) }]
  })
}
