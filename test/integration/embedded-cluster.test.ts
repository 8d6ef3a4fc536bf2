import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { ClusterError } from '../../src/platform/db/embedded/cluster-error.ts'
import { clusterPlaces } from '../../src/platform/db/embedded/cluster-places.ts'
import type { ConnectionSettings } from '../../src/platform/db/embedded/lease.ts'
import { installedPackage, nativeTools } from '../../src/platform/db/embedded/native-tools.ts'
import { openEmbeddedCluster } from '../../src/platform/db/embedded/open-embedded-cluster.ts'
import { serverAccount } from '../../src/platform/db/embedded/server-account.ts'
import { runningServer } from '../../src/platform/db/embedded/stale-locks.ts'
import { ClusterHolder } from '../support/cluster-holder.ts'

const isRoot = process.getuid?.() === 0
const nobody = { uid: 65_534, gid: 65_534 }

const leftovers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const clean of leftovers.splice(0).reverse()) await clean()
})

function emptyFolder(): string {
  const dataDir = join(tmpdir(), `kembali-cluster-${randomBytes(6).toString('hex')}`)
  leftovers.push(async () => {
    // Whatever a failed test left running is stopped by being the last one to leave.
    const isThere = existsSync(clusterPlaces(dataDir).pidFile)
    if (isThere) await openEmbeddedCluster({ dataDir, fast: true }).then((cluster) => cluster.close())
    rmSync(dataDir, { recursive: true, force: true })
  })
  return dataDir
}

function holder(dataDir: string, account: { uid?: number; gid?: number } = {}): ClusterHolder {
  const other = new ClusterHolder(dataDir, account)
  leftovers.push(() => other.kill())
  return other
}

async function ask(connection: ConnectionSettings, sql: string): Promise<unknown[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

describe('the first start on an empty folder', () => {
  test('makes a database whose login owns it and has no other power', async () => {
    const cluster = await openEmbeddedCluster({ dataDir: emptyFolder(), fast: true })
    expect(cluster.started).toBe(true)
    const [powers] = await ask(
      cluster.connection,
      `select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolname, current_database() as database,
              pg_has_role('kembali_app', 'set') as may_step_down
         from pg_roles where rolname = current_user`,
    )
    expect(powers).toEqual({
      rolsuper: false,
      rolcreatedb: false,
      rolcreaterole: false,
      rolbypassrls: false,
      rolname: 'kembali',
      database: 'kembali',
      may_step_down: true,
    })
    await ask(cluster.connection, 'create extension btree_gist; create extension pg_trgm')
    const [letters] = await ask(cluster.connection, `select cardinality(show_trgm('Приём')) as trigrams`)
    expect(letters, 'Cyrillic is made of letters').toEqual({ trigrams: 6 })
    expect(await cluster.close()).toEqual({ stopped: true })
  })

  test('listens on a closed socket folder only and keeps its passwords to itself', async () => {
    const dataDir = emptyFolder()
    const places = clusterPlaces(dataDir)
    const cluster = await openEmbeddedCluster({ dataDir, fast: true })
    const [listening] = await ask(
      cluster.connection,
      `select current_setting('listen_addresses') as addresses`,
    )
    expect(listening).toEqual({ addresses: '' })
    const modes = [places.cluster, places.socketFolder, places.secrets].map(
      (path) => statSync(path).mode & 0o777,
    )
    expect(modes).toEqual([0o700, 0o700, 0o600])
    await expect(ask({ ...cluster.connection, password: 'guess' }, 'select 1')).rejects.toThrow('password')
    await cluster.close()
  })

  test('finds a short place for the socket when the data folder has a long name', async () => {
    const dataDir = join(emptyFolder(), 'a-folder-with-a-long-name'.repeat(4))
    const { socketFolder } = clusterPlaces(dataDir)
    leftovers.push(() => rmSync(socketFolder, { recursive: true, force: true }))
    const cluster = await openEmbeddedCluster({ dataDir, fast: true })
    expect(cluster.connection.host).toBe(socketFolder)
    expect(await ask(cluster.connection, 'select 1 as one')).toEqual([{ one: 1 }])
    await cluster.close()
  })

  test('says which folder is in the way when the server cannot reach its data', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'kembali-closed-'))
    leftovers.push(() => rmSync(parent, { recursive: true, force: true }))
    // Root's server runs as another user, who may not pass 0700; anybody else may not write into 0500.
    chmodSync(parent, isRoot ? 0o700 : 0o500)
    const refused = openEmbeddedCluster({ dataDir: join(parent, 'data'), fast: true })
    await expect(refused).rejects.toThrow(ClusterError)
    await expect(refused).rejects.toThrow(parent)
    await expect(refused).rejects.toThrow('--data-dir')
  })
})

describe('several processes on one folder', () => {
  test('a second process joins, and the last one to leave stops the server', async () => {
    const dataDir = emptyFolder()
    const first = await openEmbeddedCluster({ dataDir, fast: true })
    const second = holder(dataDir)
    expect(await second.opened()).toEqual({ started: false, connection: first.connection })
    expect(await first.close()).toEqual({ stopped: false })
    expect(await ask(first.connection, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await second.leave()).toEqual({ stopped: true })
    await expect(ask(first.connection, 'select 1')).rejects.toThrow('ENOENT')
  })

  test('processes that race on an empty folder share one cluster', async () => {
    const dataDir = emptyFolder()
    const racers = [holder(dataDir), holder(dataDir), holder(dataDir)]
    const opened = await Promise.all(racers.map((racer) => racer.opened()))
    expect(new Set(opened.map(({ connection }) => connection.password)).size).toBe(1)
    expect(readdirSync(dataDir).toSorted()).toEqual(['pg', 'run'])
    const left = await Promise.all(racers.map((racer) => racer.leave()))
    expect(left.filter(({ stopped }) => stopped)).toHaveLength(1)
  })

  test('an ordinary user and root use the same cluster', async () => {
    const dataDir = emptyFolder()
    mkdirSync(dataDir)
    if (isRoot) chownSync(dataDir, nobody.uid, nobody.gid)
    const ordinary = holder(dataDir, isRoot ? nobody : {})
    const { connection } = await ordinary.opened()
    const joined = await openEmbeddedCluster({ dataDir, fast: true })
    expect(joined.connection).toEqual(connection)
    expect(await ordinary.leave()).toEqual({ stopped: false })
    expect(await joined.close()).toEqual({ stopped: true })
  })
})

describe('after an accident', () => {
  test('a server whose only user was killed is adopted with its data', async () => {
    const dataDir = emptyFolder()
    const victim = holder(dataDir)
    const { connection } = await victim.opened()
    await ask(connection, 'create table kept as select 42 as answer')
    await victim.kill()
    const heir = await openEmbeddedCluster({ dataDir, fast: true })
    expect(heir.started).toBe(false)
    expect(await ask(heir.connection, 'select answer from kept')).toEqual([{ answer: 42 }])
    expect(await heir.close()).toEqual({ stopped: true })
  })

  test('lock files that name a process which is not the server are removed', async () => {
    const dataDir = emptyFolder()
    const places = clusterPlaces(dataDir)
    await openEmbeddedCluster({ dataDir, fast: true }).then((cluster) => cluster.close())
    // After a reboot the number of the dead server may belong to any program of the same user.
    const stranger = spawn('/bin/sleep', ['60'], { ...serverAccount(places).runAs, cwd: '/' })
    leftovers.push(() => void stranger.kill())
    const lock = `${stranger.pid}\n${places.cluster}\n0\n5432\n${places.socketFolder}\n\n`
    for (const file of [places.pidFile, places.socketLock]) writeFileSync(file, lock)
    const cluster = await openEmbeddedCluster({ dataDir, fast: true })
    expect(cluster.started).toBe(true)
    expect(await ask(cluster.connection, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await cluster.close()).toEqual({ stopped: true })
  })

  test('a killed server is started again and the process that used it joins again', async () => {
    const dataDir = emptyFolder()
    const other = holder(dataDir)
    const { connection } = await other.opened()
    const pid = runningServer(clusterPlaces(dataDir))
    if (pid === undefined) throw new Error('no server runs')
    process.kill(pid, 'SIGKILL')
    await other.logged('joined the database again')
    expect(await ask(connection, 'select 1 as one')).toEqual([{ one: 1 }])
    const visitor = await openEmbeddedCluster({ dataDir, fast: true })
    expect(await visitor.close(), 'the other still holds it').toEqual({ stopped: false })
    expect(await other.leave()).toEqual({ stopped: true })
  })

  test('a folder made by another major version is refused by name', async () => {
    const dataDir = emptyFolder()
    mkdirSync(join(dataDir, 'pg'), { recursive: true })
    if (isRoot) chownSync(join(dataDir, 'pg'), nobody.uid, nobody.gid)
    writeFileSync(join(dataDir, 'pg', 'PG_VERSION'), '17\n')
    await expect(openEmbeddedCluster({ dataDir, fast: true })).rejects.toThrow('PostgreSQL 17')
  })
})

describe('the programs that npm installed', () => {
  test('get the library links that a skipped install script left out', async () => {
    const installed = withoutLinks()
    const account = serverAccount(clusterPlaces(installed.dataDir))
    const tools = await nativeTools(installed.dataDir, account, installed)
    expect(tools.initdb).toBe(join(installed.folder, 'bin', 'initdb'))
    const listed: { target: string }[] = JSON.parse(
      readFileSync(join(installed.folder, 'pg-symlinks.json'), 'utf8'),
    )
    const links = listed.map(({ target }) => lstatSync(join(installed.folder, '..', target)).isSymbolicLink())
    expect(links).not.toContain(false)
  })

  test('are copied into the data folder when the account cannot use them where they are', async () => {
    const installed = withoutLinks()
    // Root's server may not pass a home of 0700; anybody else may not mend what is read-only.
    const obstacle = isRoot ? join(installed.folder, '..') : join(installed.folder, 'lib')
    chmodSync(obstacle, isRoot ? 0o700 : 0o500)
    leftovers.push(() => chmodSync(obstacle, 0o700))
    const account = serverAccount(clusterPlaces(installed.dataDir))
    const tools = await nativeTools(installed.dataDir, account, installed)
    expect(tools.initdb).toBe(join(installed.dataDir, 'native-test', 'bin', 'initdb'))
  })

  function withoutLinks(): { folder: string; version: string; dataDir: string } {
    const root = join(tmpdir(), `kembali-native-${randomBytes(6).toString('hex')}`)
    leftovers.push(() => rmSync(root, { recursive: true, force: true }))
    const dataDir = join(root, 'data')
    const folder = join(root, 'package', 'native')
    for (const path of [root, dataDir, join(root, 'package')]) mkdirSync(path, { mode: 0o755 })
    cpSync(installedPackage().folder, folder, {
      recursive: true,
      filter: (path) => !lstatSync(path).isSymbolicLink(),
    })
    return { folder, version: 'test', dataDir }
  }
})
