import type { ModuleDb } from '../platform/db/module-db.ts'
import { type Heard, subjectOf } from './heard.ts'
import { type ConversationOptions, queueReply, type Wording } from './queue-reply.ts'
import { addEntry } from './store/thread.ts'

type Db = ModuleDb<'conversations'>

/** Answers by itself, unless nobody is known at the number or enough answers went there; says whether it did. */
export async function answer(
  db: Db,
  options: ConversationOptions,
  {
    heard,
    wording,
    subjectKey,
  }: { readonly heard: Heard; readonly wording: Wording; readonly subjectKey?: string },
): Promise<boolean> {
  const { patientId, thread } = heard
  if (patientId === null || !heard.mayAnswer) return false
  const to = {
    threadId: thread.id,
    contactPointId: thread.contactPointId,
    channel: thread.channel,
    accountId: heard.accountId,
    patientId,
    language: heard.language,
    subjectKey: subjectKey ?? subjectOf(heard),
    key: heard.entryId,
  }
  return queueReply(db, options, { to, wording })
}

/** A line between the bubbles: what the house did because of the text. */
export async function noteEvent(
  db: Db,
  heard: Heard,
  event: { readonly key: string; readonly appointmentId?: string },
): Promise<void> {
  await addEntry(db, {
    threadId: heard.thread.id,
    direction: 'event',
    text: event.key,
    understood: {
      event: event.key,
      ...(event.appointmentId === undefined ? {} : { appointmentId: event.appointmentId }),
    },
  })
}
