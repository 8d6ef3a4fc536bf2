import { PgBoss } from 'pg-boss'
import type { Connection } from '../db/pool.ts'
import type { Log } from '../log/log.ts'

/** Work that happens by the clock: at most one process runs it at a time, and a failed run is tried again. */
export interface ScheduledJob {
  /** Lower-case words joined by dots, e.g. recall.rebuild. */
  readonly name: string
  /** Cron in UTC, five fields. */
  readonly cron: string
  readonly run: () => Promise<void>
}

export interface JobQueue {
  /** Lets the run under way end. */
  stop(): Promise<void>
}

const pollSeconds = 30
const stopSeconds = 30

/** pg-boss in a schema of its own. Polled, never notified: bookings and sends share this database (law 2). */
export async function startJobQueue(
  connection: Connection,
  jobs: readonly ScheduledJob[],
  log: Log,
): Promise<JobQueue> {
  const boss = new PgBoss({
    ...('url' in connection ? { connectionString: connection.url } : connection),
    schema: 'pgboss',
    max: 2,
    application_name: 'kembali jobs',
  })
  boss.on('error', (error) => log.warn({ err: error }, 'the job queue lost its connection; it tries again'))
  await boss.start()
  for (const job of jobs) {
    await boss.createQueue(job.name, {
      retryLimit: 3,
      retryDelay: 60,
      retryBackoff: true,
      policy: 'singleton',
    })
    await boss.schedule(job.name, job.cron)
    await boss.work(job.name, { pollingIntervalSeconds: pollSeconds }, async () => {
      await job.run()
      log.info({ job: job.name }, 'scheduled work done')
    })
  }
  return { stop: async () => boss.stop({ graceful: true, timeout: stopSeconds * 1000 }) }
}
