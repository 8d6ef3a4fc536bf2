import type { ContactRules } from '../outreach/contact-rules.ts'
import { gatherGateFacts } from '../outreach/gather-gate-facts.ts'
import { decide, type GateDecision, type GateReason } from '../outreach/rules/gate.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { deskOrigin, messageHours } from './queue-reply.ts'
import { readReplyAccount } from './store/standing.ts'

type Db = ModuleDb<'conversations'>

export interface Way {
  readonly patientId: string
  readonly contactPointId: string
  readonly channel: 'sms' | 'email'
}

export type WriteRefusal = GateReason | 'no_account'

export interface MayWrite {
  /** Why not; null: a message would go out. */
  readonly refusal: WriteRefusal | null
  /** When it leaves, where that is not at once: quiet hours, a legal limit. */
  readonly heldUntil: Temporal.Instant | null
}

/** What the gate would say of a person's own message about visits by each of these ways; in the order of `ways`. */
export async function mayWrite(
  db: Db,
  rules: ContactRules,
  ways: readonly Way[],
): Promise<readonly MayWrite[]> {
  const accounts = {
    sms: await readReplyAccount(db, { accountId: null, channel: 'sms' }),
    email: await readReplyAccount(db, { accountId: null, channel: 'email' }),
  }
  const open = ways.flatMap((way) => {
    const account = accounts[way.channel]
    return account === null ? [] : [{ ...way, accountId: account.id }]
  })
  const facts = await gatherGateFacts(
    db.as('outreach'),
    rules,
    open.map((way) => ({
      ...way,
      purpose: 'visit_admin',
      isInvitation: false,
      isReply: false,
      origin: deskOrigin,
      appointmentId: null,
      ownWording: null,
      expiresAt: db.now.add({ hours: messageHours }),
      capPer30Days: null,
    })),
  )
  let next = 0
  return ways.map(({ channel }): MayWrite => {
    if (accounts[channel] === null) return { refusal: 'no_account', heldUntil: null }
    const fact = facts[next]
    next += 1
    if (fact === undefined) throw new Error('the gate answered for fewer ways than it was asked')
    // The stream of the desk begins with its first message.
    return told(decide({ ...fact, stream: 'running' }))
  })
}

function told(decision: GateDecision): MayWrite {
  switch (decision.outcome) {
    case 'send':
      return { refusal: null, heldUntil: null }
    case 'hold':
      return { refusal: null, heldUntil: decision.until }
    case 'skip':
    case 'exit':
      return { refusal: decision.reason, heldUntil: null }
  }
}
