import { sql } from 'kysely'
import { readClinic } from '../clinic/read-clinic.ts'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ContactRules } from '../outreach/contact-rules.ts'
import { lockPatients } from '../patients/lock-patients.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { mayWrite, type WriteRefusal } from './may-write.ts'
import { queueStaffAnswer } from './queue-reply.ts'
import { isAnswer } from './rules/is-answer.ts'
import { hasEndedMessages, readLastHeard, readOwners } from './store/standing.ts'
import { lockThread } from './store/thread.ts'

export interface StaffAnswer {
  readonly threadId: string
  readonly text: string
  /** Made by the page: the same answer sent twice is one. */
  readonly key: string
  readonly rules: ContactRules
  readonly actor: Extract<Actor, { kind: 'staff' }>
}

export type AnswerRefusal =
  | { readonly kind: 'unknown_thread' | 'messages_ended' | 'nobody_known' | 'no_account' }
  | { readonly kind: 'refused'; readonly reason: WriteRefusal }

export interface Answered {
  readonly threadId: string
  /** When it leaves, where that is not at once. */
  readonly heldUntil: Temporal.Instant | null
}

/**
 * A person at the clinic answers, or writes of their own accord; the thread then waits for the patient, and belongs to who
 * wrote if it was nobody's.
 */
export async function replyToThread(
  db: ModuleDb<'conversations'>,
  answer: StaffAnswer,
): Promise<Result<Answered, AnswerRefusal>> {
  const [found] = await db.sql<{ contactPointId: string }>(sql`
    select contact_point_id as "contactPointId" from conversations.thread
    where clinic_id = ${db.clinicId} and id = ${answer.threadId}`)
  if (found === undefined) return fail({ kind: 'unknown_thread' })
  const owners = await readOwners(db, found.contactPointId)
  await lockPatients(
    db.as('patients'),
    owners.map((owner) => owner.id),
  )
  const thread = await lockThread(db, answer.threadId)
  if (thread === null) return fail({ kind: 'unknown_thread' })
  const person = owners.find((owner) => owner.id === thread.patientId) ?? owners[0]
  if (person === undefined) return fail({ kind: 'nobody_known' })
  if (await hasEndedMessages(db, thread)) return fail({ kind: 'messages_ended' })
  const isReply = isAnswer({ ...thread, heardAt: await readLastHeard(db, thread.id) }, db.now)
  const way = { ...thread, patientId: person.id }
  const [may] = isReply ? [] : await mayWrite(db, answer.rules, [way])
  if (may !== undefined && may.refusal !== null) return fail({ kind: 'refused', reason: may.refusal })
  const heldUntil = may?.heldUntil ?? null

  const clinic = await readClinic(db.as('clinic'))
  const queued = await queueStaffAnswer(db, {
    to: {
      threadId: thread.id,
      contactPointId: thread.contactPointId,
      channel: thread.channel,
      accountId: null,
      patientId: person.id,
      language: person.language ?? clinic.language,
      subjectKey: `thread:${thread.id}`,
      key: answer.key,
    },
    text: answer.text,
    staffId: answer.actor.id,
    isAnswer: isReply,
  })
  if (queued === 'no_account') return fail({ kind: 'no_account' })
  // Pressed twice: the first time did it all, and a new text of the patient may have come since.
  if (queued === 'already') return ok({ threadId: thread.id, heldUntil })
  await db.run(sql`
    update conversations.thread set last_at = ${db.now}, last_text = ${answer.text}, needs = null, waiting_since = null,
      state = 'open', snoozed_until = null, assigned_to = coalesce(assigned_to, ${answer.actor.id}::uuid)
    where clinic_id = ${db.clinicId} and id = ${thread.id}`)
  await recordAudit(db.as('clinic'), {
    actor: answer.actor,
    action: 'thread.answered',
    subjectKind: 'thread',
    subjectId: thread.id,
    detail: { patientId: person.id, channel: thread.channel, isAnswer: isReply },
  })
  return ok({ threadId: thread.id, heldUntil })
}
