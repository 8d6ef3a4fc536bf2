import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { ClusterError, errorCode, messageOf } from './cluster-error.ts'
import { type ClusterPlaces, clusterPlaces } from './cluster-places.ts'
import { type NativeTools, serverMajor } from './native-tools.ts'
import { runTool } from './run-tool.ts'
import type { ServerAccount } from './server-account.ts'

/** initdb's superuser: for the supervisor, for tests and repair; the application never connects as it. */
export const administrator = 'kembali_admin'
/** The login role of the application: owns the database and is no superuser, because one sees through row security. */
export const applicationLogin = 'kembali'

export interface ClusterSecrets {
  readonly administratorPassword: string
  readonly applicationPassword: string
}

const stagingPrefix = 'init-'
const abandonedAfterMs = 3_600_000

/** Creates the data folder, open enough for the server's account to pass through and no wider. */
export function makeDataFolder(dataDir: string, account: ServerAccount): void {
  try {
    const first = makeFolders(dataDir)
    if (first === undefined || account.runAs === undefined) return
    // umask may have closed what root just made; 0711 lets the other user pass without listing.
    for (let path = dataDir; path.length >= first.length; path = dirname(path)) chmodSync(path, 0o711)
  } catch (cause) {
    throw unusable(dataDir, cause)
  }
}

function unusable(dataDir: string, cause: unknown): ClusterError {
  return new ClusterError(
    `The data folder ${dataDir} cannot be created or written to (${messageOf(cause)}). Choose another with --data-dir or KEMBALI_DATA_DIR.`,
    { cause },
  )
}

function stagingFolder(dataDir: string): string {
  try {
    removeAbandoned(dataDir)
    return mkdtempSync(join(dataDir, stagingPrefix))
  } catch (cause) {
    throw unusable(dataDir, cause)
  }
}

/**
 * Makes a folder and those above it; answers the uppermost that was made. One by one: where a file system takes no
 * folders, as /proc, Node's own recursive way tries for ever.
 */
function makeFolders(path: string): string | undefined {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return undefined
  const above = dirname(path) === path ? undefined : makeFolders(dirname(path))
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Another process of ours may have been quicker.
    if (errorCode(error) !== 'EEXIST' || !statSync(path).isDirectory()) throw error
    return above
  }
  return above ?? path
}

export function clusterExists(places: ClusterPlaces): boolean {
  return existsSync(join(places.cluster, 'PG_VERSION'))
}

const mostNamed = 3

/** A folder that was named and holds no database; those beside it that do may be what was meant. */
export function noDatabase(dataDir: string): ClusterError {
  const beside = foldersIn(dirname(dataDir)).filter((folder) => clusterExists(clusterPlaces(folder)))
  const meant = beside.length === 0 ? '' : ` Did you mean ${beside.slice(0, mostNamed).join(' or ')}?`
  return new ClusterError(
    `there is no Kembali database in ${dataDir}.${meant} Name its folder with --data-dir, or make a new one with "kembali init".`,
  )
}

function foldersIn(path: string): readonly string[] {
  try {
    return readdirSync(path).map((name) => join(path, name))
  } catch {
    return []
  }
}

/**
 * Creates the cluster beside its final place and publishes it by one rename, passwords inside. Of several processes
 * that start on an empty folder one wins, the others drop theirs and use the winner's.
 */
export async function createCluster(at: {
  readonly places: ClusterPlaces
  readonly tools: NativeTools
  readonly account: ServerAccount
  readonly fast: boolean
}): Promise<void> {
  const staging = stagingFolder(at.places.dataDir)
  try {
    giveTo(staging, at.account)
    const made = join(staging, 'pg')
    const secrets: ClusterSecrets = {
      administratorPassword: randomBytes(24).toString('base64url'),
      applicationPassword: randomBytes(24).toString('base64url'),
    }
    const passwordFile = join(staging, 'password')
    writePrivate(passwordFile, secrets.administratorPassword, at.account)
    const args = ['-D', made, '-U', administrator, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
    const said = await runTool(
      at.tools.initdb,
      [...args, '--encoding=UTF8', ...localeArguments(process.platform), ...(at.fast ? ['--no-sync'] : [])],
      at.account,
    )
    if (said.status !== 0)
      throw new ClusterError(`PostgreSQL could not create its files: ${said.output.trim()}`)
    writePrivate(join(made, 'kembali.secrets.json'), JSON.stringify(secrets), at.account)
    publish(made, at.places)
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

export function readSecrets(places: ClusterPlaces): ClusterSecrets {
  const found = readFileSync(join(places.cluster, 'PG_VERSION'), 'utf8').trim()
  if (found !== serverMajor) {
    throw new ClusterError(
      `The database in ${places.dataDir} was made by PostgreSQL ${found}; this Kembali brings ${serverMajor}. Open it with the version of Kembali that made it.`,
    )
  }
  try {
    return parseSecrets(JSON.parse(readFileSync(places.secrets, 'utf8')))
  } catch (cause) {
    throw new ClusterError(
      `The passwords of the database in ${places.dataDir} cannot be read (${messageOf(cause)}).`,
      {
        cause,
      },
    )
  }
}

/** Creates the folder of the unix socket, or checks that an existing one is ours and closed to others. */
export function makeSocketFolder(places: ClusterPlaces, account: ServerAccount): void {
  const folder = places.socketFolder
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) {
    giveTo(folder, account)
    return
  }
  const found = lstatSync(folder)
  const owner = account.runAs?.uid ?? process.getuid?.() ?? found.uid
  // Another process of ours may stand between its mkdir and its chown.
  if (found.isDirectory() && found.uid === 0 && account.runAs !== undefined) giveTo(folder, account)
  else if (!found.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0) {
    throw new ClusterError(
      `The folder ${folder} of the database socket belongs to somebody else or is open to others. Remove it and start again.`,
    )
  }
}

// With plain C, pg_trgm ignores Cyrillic. Windows and macOS have no C.UTF-8 of their own; PostgreSQL brings one.
function localeArguments(platform: NodeJS.Platform): readonly string[] {
  if (platform === 'win32') return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  if (platform === 'darwin') return ['--locale=en_US.UTF-8', '--lc-collate=C']
  return ['--locale=C.UTF-8']
}

function publish(made: string, places: ClusterPlaces): void {
  try {
    renameSync(made, places.cluster)
  } catch (error) {
    const lost = ['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(errorCode(error) ?? '')
    if (!lost || !clusterExists(places)) throw error
  }
}

/** A process killed during initdb leaves its staging folder; one still at work is never an hour old. */
function removeAbandoned(dataDir: string): void {
  for (const name of readdirSync(dataDir).filter((one) => one.startsWith(stagingPrefix))) {
    const found = statSync(join(dataDir, name), { throwIfNoEntry: false })
    if (found === undefined || Date.now() - found.mtimeMs < abandonedAfterMs) continue
    rmSync(join(dataDir, name), { recursive: true, force: true })
  }
}

function writePrivate(file: string, text: string, account: ServerAccount): void {
  writeFileSync(file, text, { mode: 0o600 })
  giveTo(file, account)
}

function giveTo(path: string, account: ServerAccount): void {
  if (account.runAs !== undefined) chownSync(path, account.runAs.uid, account.runAs.gid)
}

function parseSecrets(value: unknown): ClusterSecrets {
  if (
    typeof value === 'object' &&
    value !== null &&
    'administratorPassword' in value &&
    'applicationPassword' in value
  ) {
    const { administratorPassword, applicationPassword } = value
    if (typeof administratorPassword === 'string' && typeof applicationPassword === 'string') {
      return { administratorPassword, applicationPassword }
    }
  }
  throw new Error('the file does not hold two passwords')
}
