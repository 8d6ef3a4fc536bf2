import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'

export interface NewAccount {
  readonly channel: 'sms' | 'email'
  readonly provider: 'smpp' | 'smtp' | 'loopback'
  /** Sender name or number, or the From address. */
  readonly sender: string
  /** Checked by whoever opens the channel, against the provider's own schema. */
  readonly settings: unknown
  /** Name of the secret in the environment or the secrets file, never the secret. */
  readonly secretName: string | null
  /** Minor currency units of one SMS part or one e-mail. */
  readonly partCostMinor: number
  readonly acceptsReplies: boolean
  readonly actor: Actor
}

/** Gives the clinic an account at a carrier or mail server; audited. */
export async function addAccount(
  db: ModuleDb<'outreach'>,
  account: NewAccount,
): Promise<{ readonly id: string }> {
  const id = db.ids.uuid(db.now)
  const { channel, provider } = account
  await db.write
    .insertInto('outreach.account')
    .values({
      clinic_id: db.clinicId,
      id,
      channel,
      provider,
      sender: account.sender,
      settings: json(account.settings),
      secret_name: account.secretName,
      part_cost_minor: account.partCostMinor,
      accepts_replies: account.acceptsReplies,
      created_at: db.now,
    })
    .execute()
  await recordAudit(db.as('clinic'), {
    actor: account.actor,
    action: 'account.added',
    subjectKind: 'account',
    subjectId: id,
    detail: { channel, provider },
  })
  return { id }
}
