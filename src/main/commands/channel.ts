import { readFile } from 'node:fs/promises'
import { defineCommand } from 'citty'
import { z } from 'zod'
import { addAccount } from '../../outreach/add-account.ts'
import { checkAccount } from '../../outreach/check-account.ts'
import { listAccounts } from '../../outreach/list-accounts.ts'
import { accountKinds } from '../../outreach/rules/account-kinds.ts'
import { opensElsewhere } from '../../outreach/rules/opens-elsewhere.ts'
import { setAccountState } from '../../outreach/set-account-state.ts'
import { describeFault, readPack } from '../../platform/packs/read-pack.ts'
import { isUuid } from '../../platform/rules/brand.ts'
import { channelProblemText } from './channel-problem-text.ts'
import { asJson, asTable, terminal } from './output.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { clinicArguments, wholeNumberArgument, withClinic } from './with-runtime.ts'

const actor = { kind: 'command_line', name: 'kembali channel' } as const

const add = defineCommand({
  meta: {
    name: 'add',
    description:
      'add an account at a carrier (smpp) or mail server (smtp); loopback-sms and loopback-email stay inside',
  },
  args: {
    ...clinicArguments,
    provider: { type: 'positional', description: accountKinds.join(', '), required: true },
    sender: { type: 'string', description: 'sender name or number, or the From address', required: true },
    settings: { type: 'string', description: 'YAML file with host, port, user …', valueHint: 'file' },
    secret: {
      type: 'string',
      description: 'name of the secret that holds the password (KEMBALI_SECRET_<NAME>)',
      valueHint: 'name',
    },
    'per-second': {
      type: 'string',
      description: 'messages (of long SMS: parts) a second at most; the settings file may say it too',
      valueHint: 'count',
    },
    'part-cost': { type: 'string', description: 'cost of one part, in minor currency units', default: '0' },
    inbound: {
      type: 'boolean',
      description: 'answers reach us by this account',
      negativeDescription: 'no answer reaches us by this account',
      default: true,
    },
  },
  run: async ({ args }) => {
    const kind = accountKinds.find((one) => one === args.provider)
    if (kind === undefined)
      throw new UsageFailure(`"${args.provider}" is not one of ${accountKinds.join(', ')}`)
    const draft = {
      kind,
      sender: args.sender,
      settings: await readSettings(args.settings),
      secretName: args.secret ?? null,
      perSecond:
        args['per-second'] === undefined
          ? null
          : wholeNumberArgument('per-second', args['per-second'], { min: 1, max: 1000 }),
      partCostMinor: positive('part-cost', args['part-cost']),
      acceptsReplies: args.inbound,
    }
    await withClinic(args, async ({ db, config, log }, clinic) => {
      const checked = await checkAccount(draft, { secret: config.secret, clock: db.clock, log })
      if (!checked.ok) throw new CommandFailure(channelProblemText(checked.error))
      const made = await db.tenant(clinic, async (tx) =>
        addAccount(tx.as('outreach'), { ...checked.value, actor }),
      )
      terminal.answer(
        args.json ? asJson(made) : `Account ${made.id} is there; a running server opens it within seconds.`,
      )
      if (checked.value.provider !== 'loopback' && !opensElsewhere(config.publicUrl ?? ''))
        terminal.note(
          'Messages with a link wait until KEMBALI_PUBLIC_URL names the address at which patients reach this server.',
        )
    })
  },
})

const list = defineCommand({
  meta: {
    name: 'list',
    description: 'the accounts of the clinic, with the messages that wait or are held at each',
  },
  args: clinicArguments,
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const accounts = await db.tenant(clinic, async (tx) => listAccounts(tx.as('outreach')))
      const rows = accounts.map(({ id, channel, provider, sender, state, secretName, waiting, held }) => ({
        id,
        channel,
        provider,
        sender,
        state,
        secret_name: secretName,
        waiting,
        held: held.reduce((sum, { count }) => sum + count, 0),
      }))
      if (args.json) return terminal.answer(asJson(rows))
      if (rows.length === 0)
        return terminal.answer('No account yet: nothing can be sent. See "kembali channel add --help".')
      terminal.answer(
        asTable(
          ['id', 'channel', 'provider', 'sender', 'state', 'waiting', 'held'],
          rows.map(({ secret_name: _, ...row }) => Object.values(row).map(String)),
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

function positive(flag: string, text: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value >= 0) return value
  throw new UsageFailure(`--${flag} must be a number`)
}

async function readSettings(path: string | undefined): Promise<Readonly<Record<string, unknown>>> {
  if (path === undefined) return {}
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CommandFailure(`${path} cannot be read`)
  })
  const settings = readPack(z.record(z.string(), z.unknown()), { file: path, text })
  if (settings.ok) return settings.value
  throw new CommandFailure(settings.error.map(describeFault).join('\n'))
}
