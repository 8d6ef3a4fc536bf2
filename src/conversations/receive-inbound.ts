import { createHash } from 'node:crypto'
import { ensureContactPoint } from '../patients/ensure-contact-point.ts'
import { lockPatients } from '../patients/lock-patients.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { actOnPlan } from './act-on-plan.ts'
import { gatherStanding, type Heard, standingOf } from './heard.ts'
import type { ConversationOptions } from './queue-reply.ts'
import { type OptOutDecision, recogniseOptOut } from './rules/opt-out.ts'
import { isRepetition } from './rules/repetition.ts'
import { type Reply, understandReply } from './rules/reply.ts'
import { type Need, resolveInbound } from './rules/resolve-inbound.ts'
import { readEarlierText, readOwners } from './store/standing.ts'
import { addEntry, noteInbound, noteUnderstanding, openThread, type ThreadRow } from './store/thread.ts'

type Db = ModuleDb<'conversations'>

/** A text that a channel delivered for this clinic. */
export interface InboundText {
  readonly channel: 'sms'
  /** The account it came in by; null where the channel does not say. */
  readonly accountId: string | null
  /** E.164. */
  readonly from: string
  readonly text: string
  readonly providerKey: string
  /** `unique`: equal keys mean the same delivery for ever; `content`: only within a short time. */
  readonly keyScope: 'unique' | 'content'
}

export type Received =
  /** Delivered before: nothing happened now. */
  | { readonly kind: 'duplicate'; readonly threadId: string }
  /** The same words again within minutes: kept, not acted on. */
  | { readonly kind: 'repeated'; readonly threadId: string }
  | { readonly kind: 'received'; readonly threadId: string; readonly act: string; readonly need: Need | null }

/**
 * Takes one inbound text in one transaction: kept, understood, acted on, answered. Locks the patients of the number
 * first (law 7), so that a STOP is before every later claim.
 */
export async function receiveInbound(
  db: Db,
  options: ConversationOptions,
  inbound: InboundText,
): Promise<Received> {
  const contactPointId = await ensureContactPoint(db.as('patients'), { kind: 'phone', value: inbound.from })
  await lockPatients(
    db.as('patients'),
    (await readOwners(db, contactPointId)).map((owner) => owner.id),
  )
  const owners = await readOwners(db, contactPointId)
  const [owner, ...others] = owners
  const patientId = owner !== undefined && others.length === 0 ? owner.id : null
  const text = keptText(inbound.text)
  const thread = await openThread(db, { contactPointId, channel: inbound.channel, patientId, text })
  const kept = await keep(db, thread, { ...inbound, text })
  if (kept.kind !== 'new') return { kind: kept.kind, threadId: thread.id }

  const heard = await gatherStanding(db, {
    thread,
    entryId: kept.entryId,
    text,
    accountId: inbound.accountId,
    owners,
  })
  const { optOut, reply } = understand(heard)
  const plan = resolveInbound(optOut, reply, standingOf(heard))
  const need = await actOnPlan({ db, options, heard }, plan)
  await noteUnderstanding(db, kept.entryId, { ...understanding(optOut, reply), act: plan.act.do, need })
  await noteInbound(db, thread, { text, patientId, need })
  return { kind: 'received', threadId: thread.id, act: plan.act.do, need }
}

type Kept = { readonly kind: 'new'; readonly entryId: string } | { readonly kind: 'duplicate' | 'repeated' }

/** Keeps the text, unless it is the provider's second delivery of one that is here. */
async function keep(db: Db, thread: ThreadRow, inbound: InboundText): Promise<Kept> {
  const contentHash = createHash('sha256').update(inbound.text).digest('base64url')
  const earlier = await readEarlierText(db, {
    threadId: thread.id,
    contactPointId: thread.contactPointId,
    contentHash,
  })
  const repeats = isRepetition(earlier, db.now)
  if (repeats && inbound.keyScope === 'content') return { kind: 'duplicate' }
  const entryId = await addEntry(db, {
    threadId: thread.id,
    direction: 'in',
    text: inbound.text,
    contentHash,
    ...(inbound.keyScope === 'unique' ? { providerKey: inbound.providerKey } : {}),
    ...(repeats ? { understood: { intent: 'repeated' } } : {}),
  })
  if (entryId === null) return { kind: 'duplicate' }
  return repeats ? { kind: 'repeated' } : { kind: 'new', entryId }
}

function understand(heard: Heard): { readonly optOut: OptOutDecision; readonly reply: Reply } {
  const optOut = recogniseOptOut(heard.text, {
    languages: heard.languages,
    country: heard.country,
    hasRecentVisitPrompt: heard.hasRecentVisitPrompt,
    hasOpenVisit: heard.visits.length > 0,
  })
  const reply = understandReply(heard.text, {
    languages: heard.languages,
    offeredDigits: heard.prompt === null ? null : Object.keys(heard.prompt.options),
    recipientNames: heard.owners.flatMap((owner) => owner.givenName?.split(' ') ?? []),
  })
  return { optOut, reply }
}

/** What the thread shows as understood, and what a correction is measured against. */
function understanding(optOut: OptOutDecision, reply: Reply): Readonly<Record<string, unknown>> {
  switch (optOut.kind) {
    case 'opt_out':
      return {
        intent: 'opt_out',
        language: optOut.language,
        rule: `${optOut.rule}: ${optOut.matched}`,
        review: optOut.review,
        also: reply.intent,
      }
    case 'ambiguous':
      return {
        intent: optOut.isRefusal ? 'decline' : 'ambiguous',
        language: optOut.language,
        rule: optOut.word,
      }
    case 'start':
    case 'help':
      return { intent: optOut.kind, language: optOut.language, rule: 'exact' }
    case 'none':
      return { ...reply }
  }
}

/** PostgreSQL text has no NUL and no half characters; beyond 8,000 characters nobody reads. */
function keptText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '').slice(0, 8000).toWellFormed()
}
