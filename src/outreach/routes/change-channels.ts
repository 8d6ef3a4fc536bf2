import { z } from 'zod'
import { readClinic } from '../../clinic/read-clinic.ts'
import { sharesInstallation } from '../../clinic/shares-installation.ts'
import { type StaffServer, staffRoute } from '../../clinic/staff-route.ts'
import type { TenantTransaction } from '../../platform/db/module-db.ts'
import { HttpProblem } from '../../platform/http/problem.ts'
import { assertNever } from '../../platform/rules/assert-never.ts'
import { addAccount } from '../add-account.ts'
import type { ChannelLog } from '../channels/channel.ts'
import type { ChannelProblem } from '../channels/channel-for.ts'
import { checkAccount } from '../check-account.ts'
import {
  type AddAccount,
  type AddedAccount,
  accountFormSchema,
  accountParams,
  accountStateBody,
  addAccountBody,
  addedAccountSchema,
  secretQuery,
  secretSchema,
} from '../contract/channels.ts'
import { secretVariable } from '../contract/secret-variable.ts'
import { secretNameOf, secretPrefix } from '../rules/secret-place.ts'
import { setAccountState } from '../set-account-state.ts'

/** What an account is opened with, to see whether it opens. */
export interface AccountDeps {
  readonly secret: (name: string) => string | null
  readonly log: ChannelLog
}

const permission = 'manage_clinic'

/** Adding an account, and pausing, resuming and ending it. */
export function changeChannelRoutes(server: StaffServer, deps: AccountDeps): void {
  const prefix = async (tx: TenantTransaction) => prefixHere(server, tx)
  staffRoute(
    server,
    { method: 'GET', url: '/api/channels/form', permission, reply: accountFormSchema },
    async ({ tx }) => ({
      secretPrefix: await prefix(tx),
      currency: (await readClinic(tx.as('clinic'))).currency,
    }),
  )
  staffRoute(
    server,
    { method: 'GET', url: '/api/channels/secret', permission, query: secretQuery, reply: secretSchema },
    async ({ tx, query }) => {
      const name = secretNameOf(await prefix(tx), query.name)
      if (name === null) return { variable: null, isSet: false }
      return { variable: secretVariable(name), isSet: deps.secret(name) !== null }
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/channels',
      permission,
      body: addAccountBody,
      reply: addedAccountSchema,
    },
    async ({ tx, actor, body }) => {
      const secretName = body.secret === null ? null : secretNameOf(await prefix(tx), body.secret)
      if (namesForeignSecret(body, await prefix(tx)) || (body.secret !== null && secretName === null))
        return refused({ problem: 'secret_name' })
      const checked = await checkAccount({ ...body, secretName }, { ...deps, clock: server.db.clock })
      if (!checked.ok) return refusedFor(checked.error)
      return {
        outcome: 'added' as const,
        ...(await addAccount(tx.as('outreach'), { ...checked.value, actor })),
      }
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/channels/:id/state',
      permission,
      params: accountParams,
      body: accountStateBody,
      reply: z.null(),
    },
    async ({ tx, actor, params, body }) => {
      const isChanged = await setAccountState(tx.as('outreach'), { accountId: params.id, ...body, actor })
      if (!isChanged) throw new HttpProblem(404, 'not_found')
      return null
    },
  )
}

async function prefixHere({ db }: StaffServer, tx: TenantTransaction): Promise<string> {
  const { key } = await readClinic(tx.as('clinic'))
  return secretPrefix(key, !(await sharesInstallation(db)))
}

/** Settings may name a secret too: the key that signs mail. */
function namesForeignSecret({ settings }: AddAccount, prefix: string): boolean {
  const parsed = z.object({ privateKeySecretName: z.string() }).safeParse(settings['dkim'])
  return parsed.success && !parsed.data.privateKeySecretName.startsWith(prefix)
}

type Refused = Extract<AddedAccount, { readonly outcome: 'refused' }>

function refused(part: Pick<Refused, 'problem'> & Partial<Refused>): Refused {
  return { outcome: 'refused', fields: [], variable: null, ...part }
}

function refusedFor(problem: ChannelProblem): Refused {
  switch (problem.kind) {
    case 'settings-invalid':
      return refused({ problem: 'settings', fields: problem.paths.map((path) => path.split(':')[0] ?? path) })
    case 'secret-missing':
      return refused({ problem: 'secret_missing', variable: secretVariable(problem.name) })
    case 'dkim-key-unusable':
      return refused({ problem: 'key_unusable', variable: secretVariable(problem.name) })
    case 'sender-unusable':
      return refused({ problem: 'sender' })
    case 'wrong-channel':
      return refused({ problem: 'wrong_channel' })
    default:
      return assertNever(problem)
  }
}
