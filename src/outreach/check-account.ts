import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { NewAccount } from './add-account.ts'
import { type ChannelDeps, type ChannelProblem, channelFor } from './channels/channel-for.ts'
import { sourceAddress } from './channels/smpp/addresses.ts'
import { type AccountKind, channelOf, withPace } from './rules/account-kinds.ts'

/** What is said of an account before it is there, in the console or on the command line. */
export interface AccountDraft {
  readonly kind: AccountKind
  readonly sender: string
  /** In the provider's own schema, as a settings file holds them. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly secretName: string | null
  /** Messages a second at most, of long SMS parts; null: as the settings say. */
  readonly perSecond: number | null
  /** Minor currency units of one part or one e-mail. */
  readonly partCostMinor: number
  readonly acceptsReplies: boolean
}

type CheckDeps = Pick<ChannelDeps, 'secret' | 'clock' | 'log'>

/** Opens it as the worker would, which shows whether settings, sender and secret hold together, and closes it again at once. */
export async function checkAccount(
  draft: AccountDraft,
  deps: CheckDeps,
): Promise<Result<Omit<NewAccount, 'actor'>, ChannelProblem>> {
  const { kind, sender, secretName, partCostMinor, acceptsReplies } = draft
  const account = {
    ...channelOf(kind),
    sender,
    settings: withPace(kind, draft.settings, draft.perSecond),
    secretName,
  }
  // Carriers refuse every message of a sender that is none, long after it was written here.
  if (account.provider === 'smpp' && sourceAddress(sender) === null) return fail({ kind: 'sender-unusable' })
  const listeners = { onReceipt: async () => undefined, onInbound: async () => undefined }
  const opened = channelFor({ ...account, id: '' }, { ...deps, listeners })
  if (!opened.ok) return opened
  await opened.value.close()
  return ok({ ...account, partCostMinor, acceptsReplies })
}
