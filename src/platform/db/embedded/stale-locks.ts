import { spawnSync } from 'node:child_process'
import { linkSync, readFileSync, readlinkSync, realpathSync, renameSync, rmSync } from 'node:fs'
import type { ClusterPlaces } from './cluster-places.ts'

/**
 * Removes lock files left by a server that was killed when their process number meanwhile belongs to another program
 * (after a reboot, or in a container where numbers are small): PostgreSQL itself takes any live number for its own.
 * Returns the files removed.
 */
export function removeStaleLocks(places: ClusterPlaces): readonly string[] {
  return [places.pidFile, places.socketLock].filter((file) => removeIfStale(file, places))
}

/** The process number of the server that runs on this cluster, as its pid file tells. */
export function runningServer(places: ClusterPlaces): number | undefined {
  const pid = pidIn(places.pidFile)
  return pid !== undefined && isServerOf(pid, places) ? pid : undefined
}

function removeIfStale(file: string, places: ClusterPlaces): boolean {
  const pid = pidIn(file)
  if (pid === undefined || isServerOf(pid, places)) return false
  // Between the look and the removal another process may have started a server here. Move the file aside, look again
  // at what was moved, and put it back if it is a live one.
  const aside = `${file}.stale-${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return false
  }
  const moved = pidIn(aside)
  const wasLive = moved !== undefined && isServerOf(moved, places)
  if (wasLive) putBack(aside, file)
  rmSync(aside, { force: true })
  return !wasLive
}

function putBack(aside: string, file: string): void {
  try {
    linkSync(aside, file)
  } catch {
    // A newer one is in its place already.
  }
}

function pidIn(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

function isServerOf(pid: number, places: ClusterPlaces): boolean {
  if (process.platform === 'linux') return isLinuxServerOf(pid, places)
  const [program, args] =
    process.platform === 'win32'
      ? ['tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']]
      : ['/bin/ps', ['-p', String(pid), '-o', 'comm=']]
  const said = spawnSync(program, args, { encoding: 'utf8', windowsHide: true })
  return said.status === 0 && said.stdout.includes('postgres')
}

/**
 * A server is named postgres, works in its cluster's folder and is no zombie: in a container whose first process does
 * not reap, a killed server stays in the table for ever. Another cluster's server is not ours.
 */
function isLinuxServerOf(pid: number, places: ClusterPlaces): boolean {
  try {
    const [, name, state] = /^\d+ \((.*)\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    if (name !== 'postgres' || state === 'Z') return false
  } catch {
    return false
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(places.cluster)
  } catch {
    // Its folder is not ours to read; taking it for ours is the careful answer.
    return true
  }
}
