import { startJobQueue } from '../platform/jobs/job-queue.ts'
import { buildConsoleIfStale } from './console-build.ts'
import { ownHost } from './http/own-address.ts'
import { startHealthDoor, startServer } from './http/start-server.ts'
import type { Runtime } from './runtime/open-runtime.ts'
import { untilTold } from './runtime/stop-signals.ts'
import { loadOutreachPacks } from './worker/load-packs.ts'
import { ChannelBoard } from './worker/open-channels.ts'
import { inboundReceiver } from './worker/receive.ts'
import { scheduledJobs } from './worker/scheduled-jobs.ts'
import { startWorker } from './worker/worker.ts'

export type ServiceRole = 'all' | 'api' | 'worker'

export interface Service {
  readonly role: ServiceRole
  readonly host: string
  readonly port: number
  /** Where a worker answers for its health; left out: nowhere. */
  readonly healthPort?: number
  /** Told the address, or null when this process has no door. */
  readonly onReady: (address: string | null) => Promise<void>
}

/** Runs until SIGINT or SIGTERM; then takes nothing new, lets what is under way end, and leaves. */
export async function runService(runtime: Runtime, service: Service): Promise<void> {
  // Heard from the first moment: a start that is interrupted is brought to its end and then ended properly.
  const told = untilTold()
  const { packs, rules } = await loadOutreachPacks()
  if (service.role !== 'worker') await buildConsoleIfStale(runtime.log)
  const server = service.role === 'worker' ? null : await startServer(runtime, service)
  const { role, host, healthPort } = service
  const { config } = runtime
  const health =
    role === 'worker' && healthPort !== undefined
      ? await startHealthDoor(runtime, { host, port: healthPort })
      : null
  const publicUrl = config.publicUrl ?? server?.address ?? `http://${ownHost(config.host)}:${config.port}`
  const receive = inboundReceiver(runtime, { packs, publicUrl })
  const channels = new ChannelBoard(runtime, receive)
  if (service.role !== 'api') await channels.refresh()
  const worker =
    service.role === 'api' ? null : startWorker(runtime, { packs, rules, publicUrl, channels, receive })
  const jobs =
    service.role === 'api'
      ? null
      : await startJobQueue(runtime.connection, scheduledJobs(runtime), runtime.log)
  await service.onReady(server?.address ?? null)
  await told
  runtime.log.info('stopping')
  await server?.close()
  await health?.close()
  await jobs?.stop()
  await worker?.stop()
}
