import { readFile } from 'node:fs/promises'
import { defineCommand } from 'citty'
import { parse } from 'yaml'
import { addAccount } from '../../outreach/add-account.ts'
import { channelFor } from '../../outreach/channels/channel-for.ts'
import { setAccountState } from '../../outreach/set-account-state.ts'
import { isUuid } from '../../platform/rules/brand.ts'
import { asJson, asTable, terminal } from './output.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { clinicArguments, withClinic } from './with-runtime.ts'

const actor = { kind: 'command_line', name: 'kembali channel' } as const
const providers = { smpp: 'sms', smtp: 'email', 'loopback-sms': 'sms', 'loopback-email': 'email' } as const

const add = defineCommand({
  meta: {
    name: 'add',
    description:
      'add an account at a carrier (smpp) or mail server (smtp); loopback-sms and loopback-email stay inside',
  },
  args: {
    ...clinicArguments,
    provider: { type: 'positional', description: Object.keys(providers).join(', '), required: true },
    sender: { type: 'string', description: 'sender name or number, or the From address', required: true },
    settings: { type: 'string', description: 'YAML file with host, port, user …', valueHint: 'file' },
    secret: {
      type: 'string',
      description: 'name of the secret that holds the password (KEMBALI_SECRET_<NAME>)',
      valueHint: 'name',
    },
    'per-second': { type: 'string', description: 'messages a second at most', default: '10' },
    'part-cost': { type: 'string', description: 'cost of one part, in minor currency units', default: '0' },
    'no-inbound': { type: 'boolean', description: 'answers cannot reach us by this account', default: false },
  },
  run: async ({ args }) => {
    const provider = args.provider
    if (!isProvider(provider))
      throw new UsageFailure(`"${provider}" is not one of ${Object.keys(providers).join(', ')}`)
    const settings: unknown = args.settings === undefined ? {} : parse(await readText(args.settings))
    const account = {
      channel: providers[provider],
      provider: provider.startsWith('loopback')
        ? ('loopback' as const)
        : provider === 'smpp'
          ? ('smpp' as const)
          : ('smtp' as const),
      sender: args.sender,
      settings,
      secretName: args.secret ?? null,
    }
    await withClinic(args, async ({ db, config, log }, clinic) => {
      // Opening it shows whether settings and secret hold together; it is closed again at once.
      const listeners = { onReceipt: async () => undefined, onInbound: async () => undefined }
      const opened = channelFor(
        { ...account, id: clinic },
        { secret: config.secret, clock: db.clock, log, listeners },
      )
      if (!opened.ok) throw new CommandFailure(problemText(opened.error))
      await opened.value.close()
      const made = await db.tenant(clinic, async (tx) =>
        addAccount(tx.as('outreach'), {
          ...account,
          perSecond: positive('per-second', args['per-second']),
          partCostMinor: positive('part-cost', args['part-cost']),
          acceptsReplies: !args['no-inbound'],
          actor,
        }),
      )
      terminal.answer(
        args.json ? asJson(made) : `Account ${made.id} is there; a running server opens it within seconds.`,
      )
    })
  },
})

const list = defineCommand({
  meta: { name: 'list', description: 'the accounts of the clinic' },
  args: clinicArguments,
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const rows = await db.tenant(clinic, async (tx) =>
        tx
          .as('outreach')
          .read.selectFrom('outreach.account')
          .select(['id', 'channel', 'provider', 'sender', 'state', 'secret_name'])
          .where('clinic_id', '=', clinic)
          .orderBy('created_at')
          .execute(),
      )
      if (args.json) return terminal.answer(asJson(rows))
      if (rows.length === 0)
        return terminal.answer('No account yet: nothing can be sent. See "kembali channel add --help".')
      terminal.answer(
        asTable(
          ['id', 'channel', 'provider', 'sender', 'state'],
          rows.map((row) => [row.id, row.channel, row.provider, row.sender, row.state]),
        ),
      )
    }),
})

function stateCommand(
  verb: 'pause' | 'resume' | 'end',
  state: 'paused' | 'active' | 'ended',
  description: string,
) {
  return defineCommand({
    meta: { name: verb, description },
    args: {
      ...clinicArguments,
      id: { type: 'positional', description: 'id of the account', required: true },
    },
    run: async ({ args }) => {
      if (!isUuid(args.id))
        throw new UsageFailure(`"${args.id}" is no account id; see "kembali channel list"`)
      await withClinic(args, async ({ db }, clinic) => {
        const changed = await db.tenant(clinic, async (tx) =>
          setAccountState(tx.as('outreach'), { accountId: args.id, state, actor }),
        )
        if (!changed) throw new CommandFailure('there is no such account, or it has ended')
        terminal.answer(args.json ? asJson({ id: args.id, state }) : `The account is ${state}.`)
      })
    },
  })
}

export const channel = defineCommand({
  meta: { name: 'channel', description: 'accounts for SMS and e-mail' },
  subCommands: {
    add,
    list,
    pause: stateCommand('pause', 'paused', 'hold everything that goes out by it'),
    resume: stateCommand('resume', 'active', 'let it send again'),
    end: stateCommand('end', 'ended', 'end it for good'),
  },
})

function isProvider(text: string): text is keyof typeof providers {
  return Object.hasOwn(providers, text)
}

function positive(flag: string, text: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value >= 0) return value
  throw new UsageFailure(`--${flag} must be a number`)
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new CommandFailure(`${path} cannot be read`)
  })
}

function problemText(problem: Extract<ReturnType<typeof channelFor>, { ok: false }>['error']): string {
  switch (problem.kind) {
    case 'settings-invalid':
      return `the settings do not hold: ${problem.paths.join(', ')}`
    case 'secret-missing':
      return `the secret "${problem.name}" is not there: set KEMBALI_SECRET_${problem.name.toUpperCase()} or put it into KEMBALI_SECRETS_FILE`
    case 'dkim-key-unusable':
      return `the secret "${problem.name}" is no private key in PEM form`
    case 'wrong-channel':
      return 'this provider does not carry that channel'
  }
}
