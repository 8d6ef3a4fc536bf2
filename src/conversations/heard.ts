import { appointmentIdOf, enrolmentIdOf } from '../campaigns/rules/origins.ts'
import { readClinic } from '../clinic/read-clinic.ts'
import { lastOpenPrompt, type OpenPrompt } from '../outreach/prompts.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Language } from '../platform/rules/language.ts'
import { staffAnswerKind } from './queue-reply.ts'
import { answerLimitMinutes, mayAnswerByItself } from './rules/answer-limit.ts'
import { visitPromptHours } from './rules/opt-out.ts'
import type { Standing } from './rules/resolve-inbound.ts'
import {
  hasEndedMessages,
  hasPromptAboutVisitSince,
  type LastMessage,
  type Owner,
  readLastMessage,
  readOwnAnswers,
  readVisitsAhead,
  type VisitAhead,
} from './store/standing.ts'
import type { ThreadRow } from './store/thread.ts'

type Db = ModuleDb<'conversations'>

/** An inbound text with everything known about the address at that moment. */
export interface Heard {
  readonly thread: ThreadRow
  readonly entryId: string
  readonly text: string
  readonly accountId: string | null
  readonly owners: readonly Owner[]
  /** Whom the answer is about; null: nobody here knows the number. */
  readonly patientId: string | null
  /** The patient's language first, then those of others at the address and the clinic's. */
  readonly languages: readonly Language[]
  readonly language: Language
  readonly country: string
  readonly prompt: OpenPrompt | null
  readonly last: LastMessage | null
  readonly visits: readonly VisitAhead[]
  readonly hasRecentVisitPrompt: boolean
  readonly hasOptedOut: boolean
  /** False: enough answers went out by themselves, whoever writes there. */
  readonly mayAnswer: boolean
}

/** How long a message without an option map still is what an answer is about. */
const lastMessageDays = 14

export async function gatherStanding(
  db: Db,
  inbound: {
    readonly thread: ThreadRow
    readonly entryId: string
    readonly text: string
    readonly accountId: string | null
    readonly owners: readonly Owner[]
  },
): Promise<Heard> {
  const { thread, owners } = inbound
  const clinic = await readClinic(db.as('clinic'))
  const isOwner = (patientId: string): boolean => owners.some((owner) => owner.id === patientId)
  const open = await lastOpenPrompt(db.as('outreach'), thread.contactPointId)
  const since = db.now.subtract({ hours: lastMessageDays * 24 })
  const newest = await readLastMessage(db, { contactPointId: thread.contactPointId, since })
  // What was asked of somebody whose number this no longer is has no answer here.
  const prompt = open !== null && isOwner(open.patientId) ? open : null
  const last = newest !== null && isOwner(newest.patientId) ? newest : null
  const patientId = prompt?.patientId ?? last?.patientId ?? owners[0]?.id ?? null
  const own = owners.find((owner) => owner.id === patientId)?.language ?? clinic.language
  const earlier = await readOwnAnswers(db, thread.id, db.now.subtract({ minutes: answerLimitMinutes }))
  return {
    ...inbound,
    patientId,
    languages: [
      ...new Set([own, ...owners.map((owner) => owner.language ?? clinic.language), clinic.language]),
    ],
    language: own,
    country: clinic.country,
    prompt,
    last,
    visits: await readVisitsAhead(
      db,
      owners.map((owner) => owner.id),
    ),
    hasRecentVisitPrompt: await hasPromptAboutVisitSince(
      db,
      thread.contactPointId,
      db.now.subtract({ hours: visitPromptHours }),
    ),
    hasOptedOut: await hasEndedMessages(db, thread),
    mayAnswer: mayAnswerByItself(earlier, db.now),
  }
}

/** The same in the words of the rules. */
export function standingOf(heard: Heard): Standing {
  return {
    prompt: heard.prompt,
    visitsAhead: heard.visits.map((visit) => visit.id),
    lastAbout: aboutWhat(heard.last),
    hasOptedOut: heard.hasOptedOut,
  }
}

function aboutWhat(last: LastMessage | null): Standing['lastAbout'] {
  if (last === null) return null
  if (last.kind === staffAnswerKind) return { kind: 'staff_answer' }
  const appointmentId = appointmentIdOf(last.subjectKey)
  if (appointmentId !== null) return { kind: 'visit', appointmentId }
  // An answer of ours that asked nothing: "ok" to it asks for nothing either.
  if (last.isReply) return { kind: 'answer' }
  return enrolmentIdOf(last.subjectKey) === null ? null : { kind: 'invitation' }
}

/** What an answer is about: the prompt, else the last message, else the thread. */
export function subjectOf(heard: Heard): string {
  return heard.prompt?.subjectKey ?? heard.last?.subjectKey ?? `thread:${heard.thread.id}`
}
