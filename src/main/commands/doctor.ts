import { statfs } from 'node:fs/promises'
import { defineCommand } from 'citty'
import { sql } from 'kysely'
import type { Channel } from '../../outreach/channels/channel.ts'
import { channelFor } from '../../outreach/channels/channel-for.ts'
import { opensElsewhere } from '../../outreach/rules/opens-elsewhere.ts'
import { processEnvironment, readConfig } from '../../platform/config/read-config.ts'
import { readMigrations } from '../../platform/db/migrate.ts'
import { openLog } from '../../platform/log/log.ts'
import { openRuntime, type Runtime } from '../runtime/open-runtime.ts'
import { loadOutreachPacks } from '../worker/load-packs.ts'
import { channelProblemText } from './channel-problem-text.ts'
import { hasRealChannel } from './has-real-channel.ts'
import { installationProblem } from './known-problems.ts'
import { asJson, terminal } from './output.ts'
import { CommandFailure } from './problems.ts'
import { commonArguments } from './with-runtime.ts'

interface Finding {
  readonly check: string
  readonly state: 'ok' | 'attention' | 'failed'
  /** What was seen, and what to do when it is not well. */
  readonly text: string
}

export const doctor = defineCommand({
  meta: {
    name: 'doctor',
    description: 'look at database, roles, migrations, packs, channels, clock and disk, and say what to mend',
  },
  args: commonArguments,
  run: async ({ args }) => {
    const findings = await examine(args['data-dir'])
    if (args.json) terminal.answer(asJson(findings))
    else for (const { check, state, text } of findings) terminal.answer(`${marks[state]} ${check}: ${text}`)
    if (findings.some((finding) => finding.state === 'failed'))
      throw new CommandFailure('something must be mended; see above')
  },
})

const marks = { ok: 'ok      ', attention: 'look    ', failed: 'FAILED  ' } as const

async function examine(dataDir: string | undefined): Promise<readonly Finding[]> {
  const config = readConfig(processEnvironment(), { dataDir })
  if (!config.ok) return config.error.map((line) => ({ check: 'settings', state: 'failed', text: line }))
  const log = openLog('silent')
  const opened = await openRuntime({ config: config.value, log }).catch((error: unknown) => {
    const kind = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return new Error(installationProblem(error) ?? `it cannot be used (${kind})`)
  })
  const settings: Finding = { check: 'settings', state: 'ok', text: 'all keys are understood' }
  if (opened instanceof Error) return [settings, { check: 'database', state: 'failed', text: opened.message }]
  try {
    return [
      settings,
      ...(await examineDatabase(opened)),
      await examinePacks(),
      ...(await examineChannels(opened)),
      await examineAddress(opened),
      await examineOutbox(opened),
      await examineDisk(opened),
    ]
  } finally {
    await opened.close()
  }
}

async function examineDatabase({ db, config }: Runtime): Promise<readonly Finding[]> {
  const asked = db.clock.now()
  const [row] = await db.discover<{
    version: string
    number: number
    now: Temporal.Instant
    user: string
    super: boolean
  }>(sql`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number, clock_timestamp() as now,
      current_user as user, (select rolsuper from pg_roles where rolname = current_user) as super`)
  if (row === undefined) return [{ check: 'database', state: 'failed', text: 'it does not answer' }]
  const skew = Math.abs(asked.until(row.now).total('seconds'))
  const migrations = await readMigrations()
  return [
    {
      check: 'database',
      state: row.number >= 150_000 ? 'ok' : 'failed',
      text: `PostgreSQL ${row.version}, ${config.databaseUrl === undefined ? `embedded in ${config.dataDir}` : 'by DATABASE_URL'}${row.number >= 150_000 ? '' : '; 15 or newer is needed'}`,
    },
    {
      check: 'roles',
      state: row.super ? 'attention' : 'ok',
      text: row.super
        ? `the login role "${row.user}" is a superuser; give Kembali a role of its own that owns the database`
        : 'tenant work runs as kembali_app behind row-level security',
    },
    { check: 'migrations', state: 'ok', text: `the schema is at version ${migrations.length}` },
    {
      check: 'clock',
      state: skew < 2 ? 'ok' : 'attention',
      text:
        skew < 2
          ? 'this machine and the database agree'
          : `this machine and the database differ by ${Math.round(skew)} s: set the time on both by NTP`,
    },
  ]
}

async function examinePacks(): Promise<Finding> {
  try {
    await loadOutreachPacks()
    return { check: 'packs', state: 'ok', text: 'messages and rules of contact hold together' }
  } catch (error) {
    return { check: 'packs', state: 'failed', text: error instanceof Error ? error.message : 'unreadable' }
  }
}

interface AccountRow {
  readonly id: string
  readonly clinic: string
  readonly channel: 'sms' | 'email'
  readonly provider: 'smpp' | 'smtp' | 'loopback'
  readonly sender: string
  readonly settings: unknown
  readonly secret_name: string | null
}

async function examineChannels({ db, config, log }: Runtime): Promise<readonly Finding[]> {
  const rows = await db.discover<AccountRow>(sql`
    select a.id, k.name as clinic, a.channel, a.provider, a.sender, a.settings, a.secret_name
    from outreach.account a join clinic.clinic k on k.id = a.clinic_id where a.state <> 'ended' order by k.name, a.created_at`)
  if (rows.length === 0)
    return [
      {
        check: 'channels',
        state: 'attention',
        text: 'no account for SMS or e-mail yet: nothing can be sent (kembali channel add)',
      },
    ]
  const listeners = { onReceipt: async () => undefined, onInbound: async () => undefined }
  return Promise.all(
    rows.map(async (row): Promise<Finding> => {
      const check = `channel ${row.provider} of ${row.clinic}`
      const opened = channelFor(
        { ...row, secretName: row.secret_name },
        { secret: config.secret, clock: db.clock, log, listeners },
      )
      if (!opened.ok) return { check, state: 'failed', text: channelProblemText(opened.error) }
      return examineChannel(opened.value, row, check)
    }),
  )
}

/** A mail server is asked whether it lets us in; a carrier is not: many end the running worker's session for a second one. */
async function examineChannel(
  channel: Channel,
  { provider, sender }: AccountRow,
  check: string,
): Promise<Finding> {
  const isWelcome = provider !== 'smtp' || (await channel.ready())
  const { lastFailure } = channel.health()
  await channel.close()
  if (!isWelcome)
    return {
      check,
      state: 'failed',
      text: `the mail server does not let us in: ${lastFailure ?? 'no answer'}; see host, port, tls and user in its settings, and the secret`,
    }
  return {
    check,
    state: 'ok',
    text: `${provider === 'smtp' ? 'the mail server lets us in' : 'settings and secret are there'}, sender ${sender}`,
  }
}

const mostWaitMinutes = 15

/** What should have gone out by now: a server that does not run, a channel that stands still. */
async function examineOutbox({ db }: Runtime): Promise<Finding> {
  const check = 'outbox'
  const [row] = await db.discover<{ count: number; reason: string | null }>(sql`
    select count(*) as count, mode() within group (order by state_reason) as reason from outreach.message
    where state = 'queued' and not_before <= ${db.clock.now().subtract({ minutes: mostWaitMinutes })}`)
  const count = row?.count ?? 0
  if (count === 0) return { check, state: 'ok', text: 'nothing waits that should have gone out' }
  const because = row?.reason ? `, most of them because of: ${row.reason}` : ''
  return {
    check,
    state: 'attention',
    text: `${count} messages have waited for more than ${mostWaitMinutes} minutes${because}; see that "kembali serve" runs and that the channels above are well`,
  }
}

/** Links in messages lead here: an address of this machine alone opens nothing on a patient's telephone. */
async function examineAddress({ config, db }: Runtime): Promise<Finding> {
  const check = 'address'
  const { publicUrl } = config
  const mend = 'set KEMBALI_PUBLIC_URL to the https address at which patients reach this server'
  if (!opensElsewhere(publicUrl ?? '')) {
    const place = publicUrl ?? 'this machine'
    const waits = (await hasRealChannel(db)) ? ', and real messages with a link wait until they open' : ''
    const state = waits === '' ? 'attention' : 'failed'
    return { check, state, text: `links in messages lead to ${place} only${waits}: ${mend}` }
  }
  if (publicUrl?.startsWith('https:') !== true)
    return { check, state: 'attention', text: `links in messages lead to ${publicUrl}, unencrypted: ${mend}` }
  return { check, state: 'ok', text: `links in messages lead to ${publicUrl}` }
}

const leastFreeGiB = 2

async function examineDisk({ config }: Runtime): Promise<Finding> {
  if (config.databaseUrl !== undefined)
    return { check: 'disk', state: 'ok', text: 'the database is elsewhere' }
  const { bavail, bsize } = await statfs(config.dataDir)
  const free = (bavail * bsize) / 1024 ** 3
  return {
    check: 'disk',
    state: free >= leastFreeGiB ? 'ok' : 'attention',
    text: `${free.toFixed(1)} GiB free in ${config.dataDir}${free >= leastFreeGiB ? '' : `; make room for ${leastFreeGiB} GiB`}`,
  }
}
