import { noteReaction } from '../campaigns/note-reaction.ts'
import { enrolmentIdOf } from '../campaigns/rules/origins.ts'
import { revokePageLinks } from '../outreach/page-link.ts'
import { closePrompt } from '../outreach/prompts.ts'
import { giveAgainAtContactPoint } from '../patients/give-again-at-contact-point.ts'
import { type ConsentEvidence, recordConsent } from '../patients/record-consent.ts'
import { withdrawAtContactPoint } from '../patients/withdraw-at-contact-point.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { assertNever } from '../platform/rules/assert-never.ts'
import {
  answerAboutVisit,
  cancelByText,
  confirmByText,
  offerTimes,
  patientActor,
  takeTime,
} from './act-on-visit.ts'
import { answer, noteEvent } from './answer.ts'
import { type Heard, subjectOf } from './heard.ts'
import type { ConversationOptions } from './queue-reply.ts'
import type { Act, Need, Plan } from './rules/resolve-inbound.ts'

type Db = ModuleDb<'conversations'>

interface Room {
  readonly db: Db
  readonly options: ConversationOptions
  readonly heard: Heard
}

/** Does what the rules resolved, in the transaction that keeps the text; answers why a person is needed, if one is. */
export async function actOnPlan(room: Room, plan: Plan): Promise<Need | null> {
  return (await perform(room, plan.act, plan.need)) ?? plan.need
}

async function perform(room: Room, act: Act, need: Need | null): Promise<Need | null> {
  const { db, options, heard } = room
  switch (act.do) {
    case 'opt_out':
      return endMessages(room, act.asksAboutVisit, need)
    case 'start_again':
      return startAgain(room)
    case 'help':
      await answer(db, options, { heard, wording: { messages: ['reply_help'] } })
      return null
    case 'ask_which_one':
      return (await answerAboutVisit(db, options, { ...act, heard, messages: ['reply_which_one'] }))
        ? null
        : 'visit_or_messages'
    case 'book':
      return takeTime(db, options, { heard, digit: act.digit })
    case 'offer_times':
      return offerTimes(db, options, { heard, message: 'reply_offers' })
    case 'move':
      return offerTimes(db, options, {
        heard,
        message: 'reply_offers',
        subjectKey: `appointment:${act.appointmentId}`,
      })
    case 'confirm':
      return confirmByText(db, options, { heard, appointmentId: act.appointmentId })
    case 'cancel':
      await reopenAfterQuestion(room)
      return cancelByText(db, options, { heard, appointmentId: act.appointmentId })
    case 'neither':
      await reopenAfterQuestion(room)
      return closeOpenPrompt(room, 'answered')
    case 'call_back':
      await closeOpenPrompt(room, 'answered')
      await react(room, 'answered')
      await answer(db, options, { heard, wording: { messages: ['reply_call_back'] } })
      return null
    case 'not_now':
      return stepBack(room, 'postponed')
    case 'not_interested':
      return stepBack(room, 'declined')
    case 'close_address':
      return closeAddress(room, act.because)
    case 'hand_over':
      return handOver(room, act.says, need)
    default:
      return assertNever(act)
  }
}

const everyMessage = { channel: 'sms', purpose: 'all' } as const

async function endMessages(
  room: Room,
  asksAboutVisit: string | null,
  need: Need | null,
): Promise<Need | null> {
  const { db, options, heard } = room
  await withdraw(room)
  const isAnswerToQuestion = heard.prompt?.kind === 'which_one'
  await closeOpenPrompt(room, 'opted_out')
  await noteEvent(db, heard, { key: 'messages_ended' })
  if (asksAboutVisit !== null) {
    const asked = await answerAboutVisit(db, options, {
      heard,
      appointmentId: asksAboutVisit,
      messages: ['reply_which_one'],
    })
    if (!asked) return 'visit_or_messages'
  } else if (!heard.hasOptedOut || isAnswerToQuestion) {
    // One confirmation, nothing else in it; whoever says STOP again has had theirs.
    await answer(db, options, {
      heard,
      wording: { messages: ['reply_opted_out'] },
      subjectKey: `thread:${heard.thread.id}`,
    })
  }
  if (need === 'urgent') await answer(db, options, { heard, wording: { messages: ['reply_urgent'] } })
  return null
}

function evidenceOf(heard: Heard): ConsentEvidence {
  const { text, language } = heard
  return { method: 'sms', evidence: text, actor: patientActor(heard), language }
}

async function withdraw({ db, heard }: Room): Promise<void> {
  const scope = { contactPointId: heard.thread.contactPointId, ...everyMessage }
  await withdrawAtContactPoint(db.as('patients'), scope, evidenceOf(heard))
}

async function giveAgain({ db, heard }: Room): Promise<void> {
  const scope = { contactPointId: heard.thread.contactPointId, ...everyMessage }
  await giveAgainAtContactPoint(db.as('patients'), scope, evidenceOf(heard))
}

async function startAgain(room: Room): Promise<null> {
  await giveAgain(room)
  await noteEvent(room.db, room.heard, { key: 'messages_started_again' })
  const wording = { messages: ['reply_started_again'] }
  await answer(room.db, room.options, {
    heard: room.heard,
    wording,
    subjectKey: `thread:${room.heard.thread.id}`,
  })
  return null
}

/** A word that was taken for an opt-out was about the visit after all: the question asked both ways, and this is the answer. */
async function reopenAfterQuestion(room: Room): Promise<void> {
  if (room.heard.prompt?.kind !== 'which_one' || !room.heard.hasOptedOut) return
  await giveAgain(room)
  await noteEvent(room.db, room.heard, { key: 'messages_started_again' })
}

/** Not now, or not at all: the sequence hears it, and the patient that it is heard. */
async function stepBack(room: Room, kind: 'postponed' | 'declined'): Promise<null> {
  await closeOpenPrompt(room, 'answered')
  await react(room, kind)
  await answer(room.db, room.options, { heard: room.heard, wording: { messages: ['reply_not_now'] } })
  return null
}

async function closeAddress(room: Room, because: 'wrong_number' | 'deceased'): Promise<null> {
  const { db, options, heard } = room
  // The address is closed, not the patients: where the number is wrong they never said STOP.
  const closed = {
    contactPointId: heard.thread.contactPointId,
    patientId: null,
    ...everyMessage,
    state: 'withdrawn',
  } as const
  const actor = { kind: 'system', name: 'inbound text' } as const
  await recordConsent(db.as('patients'), [closed], { method: 'sms', evidence: heard.text, actor })
  await closeOpenPrompt(room, 'opted_out')
  for (const { id } of heard.owners) {
    await revokePageLinks(db.as('outreach'), { patientId: id, contactPointId: heard.thread.contactPointId })
  }
  await noteEvent(db, heard, { key: 'messages_ended' })
  const message = because === 'deceased' ? 'reply_condolence' : 'reply_wrong_number'
  if (!heard.hasOptedOut) {
    await answer(db, options, {
      heard,
      wording: { messages: [message] },
      subjectKey: `thread:${heard.thread.id}`,
    })
  }
  return null
}

async function handOver(
  room: Room,
  says: 'urgent' | 'handed_over' | 'nothing',
  need: Need | null,
): Promise<null> {
  const { db, options, heard } = room
  if (need !== null) await react(room, 'answered')
  // Who already waits for a person has been told so.
  const isTold = says === 'handed_over' && heard.thread.waitingSince !== null
  const isUnwanted = says === 'handed_over' && heard.hasOptedOut
  if (says === 'nothing' || isTold || isUnwanted) return null
  const wording = { messages: [says === 'urgent' ? 'reply_urgent' : 'reply_handed_over'] }
  await answer(db, options, { heard, wording, subjectKey: `thread:${heard.thread.id}` })
  return null
}

async function closeOpenPrompt({ db, heard }: Room, reason: 'answered' | 'opted_out'): Promise<null> {
  if (heard.prompt !== null) await closePrompt(db.as('outreach'), heard.prompt.id, reason)
  return null
}

/** Tells the sequence that was answered, if one was. */
async function react({ db, heard }: Room, kind: 'answered' | 'declined' | 'postponed'): Promise<void> {
  const enrolmentId = enrolmentIdOf(subjectOf(heard))
  if (enrolmentId === null || heard.patientId === null) return
  await noteReaction(db.as('campaigns'), { enrolmentId, patientId: heard.patientId, kind })
}
