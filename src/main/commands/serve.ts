import { defineCommand } from 'citty'
import { sql } from 'kysely'
import { opensElsewhere } from '../../outreach/rules/opens-elsewhere.ts'
import { clinicId } from '../../platform/rules/brand.ts'
import { issueSetUpLink } from '../auth/set-up-link.ts'
import { isLoopback } from '../http/own-address.ts'
import { runService, type ServiceRole } from '../run-service.ts'
import type { Runtime } from '../runtime/open-runtime.ts'
import { hasRealChannel } from './has-real-channel.ts'
import { terminal } from './output.ts'
import { UsageFailure } from './problems.ts'
import { commonArguments, wholeNumberArgument, withRuntime } from './with-runtime.ts'

const roles = ['all', 'api', 'worker'] as const satisfies readonly ServiceRole[]

export const serve = defineCommand({
  meta: { name: 'serve', description: 'run the server: console, patient pages, and the background work' },
  args: {
    'data-dir': commonArguments['data-dir'],
    role: {
      type: 'string',
      description: 'all, api (pages only) or worker (background only)',
      default: 'all',
    },
    host: { type: 'string', description: 'address to listen on; default KEMBALI_HOST or 127.0.0.1' },
    port: {
      type: 'string',
      description:
        'port; 0 takes a free one; default KEMBALI_PORT or 4480; of a worker: for /healthz, /readyz, /metrics, default none',
    },
  },
  run: async ({ args }) => {
    const role = roles.find((known) => known === args.role)
    if (role === undefined) throw new UsageFailure(`--role must be one of ${roles.join(', ')}`)
    await withRuntime(
      args,
      async (runtime) => {
        const { config } = runtime
        const port = wholeNumberArgument('port', args.port, { min: 0, max: 65_535, fallback: config.port })
        await runService(runtime, {
          role,
          host: args.host ?? config.host,
          port,
          ...(args.port === undefined ? {} : { healthPort: port }),
          onReady: async (address) => {
            if (role !== 'api') await warnOfLinks(runtime, address)
            if (address === null) return terminal.note('Kembali works in the background. Ctrl-C ends it.')
            terminal.note(`Kembali is at ${config.publicUrl ?? address}/console/ . Ctrl-C ends it.`)
            if (config.publicUrl === undefined) warnOfPlainText(args.host ?? config.host)
            await offerSetUp(runtime, config.publicUrl ?? address)
          },
        })
      },
      { mayCreate: true },
    )
  },
})

/** Others on the network can read along where nothing encrypts. */
function warnOfPlainText(host: string): void {
  if (!isLoopback(host))
    terminal.note(
      'Passwords and records cross the network unencrypted: put https in front of it and set KEMBALI_PUBLIC_URL to that address.',
    )
}

/** Whoever sends real messages needs links that open on a patient's telephone. */
async function warnOfLinks({ db, config }: Runtime, address: string | null): Promise<void> {
  const links = config.publicUrl ?? address ?? ''
  if (!opensElsewhere(links) && (await hasRealChannel(db)))
    terminal.note(
      `Messages with a link wait: it would lead to ${links || 'this machine'} only. Set KEMBALI_PUBLIC_URL to the address at which patients reach this server.`,
    )
}

/** Clinics nobody can sign in to yet get a one-time link; no default password exists. */
async function offerSetUp({ db }: Runtime, base: string): Promise<void> {
  const clinics = await db.discover<{ id: string; name: string }>(sql`
    select k.id, k.name from clinic.clinic k
    where k.ended_at is null and not exists (select 1 from clinic.staff s where s.clinic_id = k.id and s.ended_at is null)
    order by k.created_at`)
  if (clinics.length === 0) {
    const [any] = await db.discover<{ count: number }>(sql`select count(*) as count from clinic.clinic`)
    if ((any?.count ?? 0) === 0) terminal.note('There is no clinic yet: make one with "kembali init".')
    return
  }
  for (const clinic of clinics) {
    const link = await issueSetUpLink(db, clinicId(clinic.id))
    terminal.note(`First account of ${clinic.name}, valid once for 7 days: ${base}${link.path}`)
  }
}
