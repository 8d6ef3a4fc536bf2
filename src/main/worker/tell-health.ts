import type { ChannelHealth } from '../../outreach/channels/channel.ts'
import type { ChannelProblem } from '../../outreach/channels/channel-for.ts'
import { type FoundChannel, noteChannelHealth } from '../../outreach/note-channel-health.ts'
import { type AccountTrouble, troubleOfFailure } from '../../outreach/rules/account-trouble.ts'
import type { Database } from '../../platform/db/database.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'

type Found = Omit<FoundChannel, 'accountId'>

/** A word that nobody repeats is taken for an old one after five minutes (account-standing.ts). */
const sayAgainSeconds = 120

/** Writes down what is found of each account: at once when it changes, and every other minute. */
export class HealthTeller {
  readonly #db: Database
  readonly #said = new Map<string, { readonly words: string; readonly at: Temporal.Instant }>()

  constructor(db: Database) {
    this.#db = db
  }

  async tell(clinic: ClinicId, accountId: string, found: Found): Promise<void> {
    const now = this.#db.clock.now()
    const words = JSON.stringify(found)
    const last = this.#said.get(accountId)
    if (last?.words === words && last.at.until(now).total('seconds') < sayAgainSeconds) return
    await this.#db.tenant(clinic, async (tx) => noteChannelHealth(tx.as('outreach'), { accountId, ...found }))
    this.#said.set(accountId, { words, at: now })
  }
}

/** Between two attempts it is still failing, however often it tries. Null: it is being closed. */
export function foundOf({ state, lastFailure }: ChannelHealth): Found | null {
  if (state === 'closed') return null
  if (state === 'ready') return { state, trouble: null }
  if (lastFailure === null) return { state: 'connecting', trouble: null }
  return { state: 'failing', trouble: troubleOfFailure(lastFailure) }
}

export function unopened(problem: ChannelProblem): Found {
  return { state: 'unopened', trouble: troubleOfProblem(problem) }
}

function troubleOfProblem(problem: ChannelProblem): AccountTrouble {
  switch (problem.kind) {
    case 'settings-invalid':
      return { kind: 'settings_invalid', detail: problem.paths.join('; ') }
    case 'secret-missing':
      return { kind: 'secret_missing', detail: problem.name }
    case 'dkim-key-unusable':
      return { kind: 'key_unusable', detail: problem.name }
    case 'sender-unusable':
      return { kind: 'sender_unusable', detail: null }
    case 'wrong-channel':
      return { kind: 'wrong_channel', detail: null }
  }
}
