import { readFileSync } from 'node:fs'
import type { ClusterPlaces } from './cluster-places.ts'
import { nativeTools } from './native-tools.ts'
import { runTool } from './run-tool.ts'
import type { ServerAccount } from './server-account.ts'
import { type ServerWishes, serverCommandLine } from './server-settings.ts'
import { removeStaleLocks } from './stale-locks.ts'

export interface ClusterServer {
  readonly places: ClusterPlaces
  readonly account: ServerAccount
  readonly wishes: ServerWishes
  readonly log: (line: string) => void
}

/** Starts the server detached from this process; false when it did not come up, for instance because another did. */
export async function startServer(server: ClusterServer): Promise<boolean> {
  const { places, account } = server
  for (const file of removeStaleLocks(places)) server.log(`removed ${file}: the server that wrote it is gone`)
  const { pgCtl } = await nativeTools(places.dataDir, account)
  const options = await serverCommandLine(places, server.wishes)
  const args = ['-D', places.cluster, '-w', '-t', '60', '-l', places.serverLog, '-o', options, 'start']
  return (await runTool(pgCtl, args, account)).status === 0
}

export async function stopServer(server: ClusterServer): Promise<boolean> {
  const { pgCtl } = await nativeTools(server.places.dataDir, server.account)
  const args = ['-D', server.places.cluster, '-m', 'fast', '-w', '-t', '120', 'stop']
  return (await runTool(pgCtl, args, server.account)).status === 0
}

/** The end of the server's own log, for the operator. */
export function serverLogTail(places: ClusterPlaces): string {
  try {
    return readFileSync(places.serverLog, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
  } catch {
    return '(no log was written)'
  }
}
