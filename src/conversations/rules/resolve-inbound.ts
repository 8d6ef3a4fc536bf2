// What may follow from an inbound text. Invariants: opt-out first; a digit acts only through the open prompt; YES
// confirms the one visit that was asked about, never a family's, and books only where exactly one time was offered;
// what is not certain goes to a person. Words decide nothing here: opt-out.ts and reply.ts read them.

import { assertNever } from '../../platform/rules/assert-never.ts'
import type { OptOutDecision } from './opt-out.ts'
import type { Reply } from './reply.ts'

/** What a digit of a prompt does; the shape of outreach's prompt actions. */
export interface PromptOption {
  readonly action:
    | 'book'
    | 'offer_times'
    | 'call_back'
    | 'not_now'
    | 'confirm'
    | 'move'
    | 'cancel'
    | 'opt_out'
    | 'nothing'
  readonly appointmentId?: string
}

export interface Standing {
  /** The last open prompt of the address. */
  readonly prompt: {
    readonly kind: 'offer' | 'confirm' | 'call_back' | 'which_one' | 'not_now'
    readonly options: Readonly<Record<string, PromptOption>>
  } | null
  /** Visits ahead of everybody behind the address, soonest first. */
  readonly visitsAhead: readonly string[]
  /** What the last message to the address was about, while it is recent. */
  readonly lastAbout:
    | { readonly kind: 'visit'; readonly appointmentId: string }
    | { readonly kind: 'invitation' }
    /** Our answer, by itself or by a person. */
    | { readonly kind: 'answer' | 'staff_answer' }
    | null
  readonly hasOptedOut: boolean
}

/** Why a person is needed; the inbox names and sorts by it. */
export const needs = [
  'urgent',
  'deceased',
  'visit_or_messages',
  'complaint',
  'wrong_number',
  'opt_out_review',
  'cancel',
  'reschedule',
  'running_late',
  'call_back',
  'no_times',
  'question',
  'insurance',
  'cost',
  'fear',
  'time',
  'no_need',
  'decline',
  'unclear',
] as const

export type Need = (typeof needs)[number]

export type Act =
  | { readonly do: 'opt_out'; readonly asksAboutVisit: string | null }
  | {
      readonly do:
        | 'start_again'
        | 'help'
        | 'offer_times'
        | 'call_back'
        | 'not_now'
        | 'not_interested'
        | 'neither'
    }
  | { readonly do: 'book'; readonly digit: string }
  | { readonly do: 'confirm' | 'move' | 'cancel' | 'ask_which_one'; readonly appointmentId: string }
  /** The number is not the patient's, or the patient has died: nothing more goes there. */
  | { readonly do: 'close_address'; readonly because: 'wrong_number' | 'deceased' }
  /** Hand over; `says` tells the patient so. */
  | { readonly do: 'hand_over'; readonly says: 'urgent' | 'handed_over' | 'nothing' }

export interface Plan {
  readonly act: Act
  readonly need: Need | null
}

export function resolveInbound(optOut: OptOutDecision, reply: Reply, standing: Standing): Plan {
  switch (optOut.kind) {
    case 'opt_out':
      return optedOut(optOut, reply, standing)
    case 'ambiguous':
      return optOut.isRefusal ? refused(standing) : eitherOne(standing)
    case 'start':
      return standing.hasOptedOut ? { act: { do: 'start_again' }, need: null } : handOver('unclear')
    case 'help':
      return { act: { do: 'help' }, need: null }
    case 'none':
      return replied(reply, standing)
    default:
      return assertNever(optOut)
  }
}

/** The opt-out holds whatever else the text says; urgent words raise both. */
function optedOut(
  optOut: Extract<OptOutDecision, { kind: 'opt_out' }>,
  reply: Reply,
  standing: Standing,
): Plan {
  const asksAboutVisit = optOut.asksAboutVisit ? (standing.visitsAhead[0] ?? null) : null
  const act: Act = { do: 'opt_out', asksAboutVisit }
  if (reply.intent === 'urgent') return { act, need: 'urgent' }
  if (reply.intent === 'deceased') return { act, need: 'deceased' }
  if (optOut.visitTask) return { act, need: 'visit_or_messages' }
  return { act, need: optOut.review ? 'opt_out_review' : null }
}

/** CANCEL and its like outside the United States: about the visit or about the messages; asked once. */
function eitherOne(standing: Standing): Plan {
  const [visit, ...others] = standing.visitsAhead
  const asked = onlyVisitOf(standing) ?? (others.length === 0 ? visit : undefined)
  // Nobody has a visit ahead, so the messages are what is left to cancel.
  if (visit === undefined) return { act: { do: 'opt_out', asksAboutVisit: null }, need: 'opt_out_review' }
  if (standing.prompt?.kind === 'which_one' || asked === undefined) return handOver('visit_or_messages')
  return { act: { do: 'ask_which_one', appointmentId: asked }, need: null }
}

/** The one visit that the open prompt or the last message was about. */
function onlyVisitOf({ prompt, lastAbout, visitsAhead }: Standing): string | undefined {
  const named = Object.values(prompt?.options ?? {}).flatMap(({ appointmentId }) => appointmentId ?? [])
  const asked =
    named[0] ?? (prompt === null && lastAbout?.kind === 'visit' ? lastAbout.appointmentId : undefined)
  return asked !== undefined && visitsAhead.includes(asked) ? asked : undefined
}

function replied(reply: Reply, standing: Standing): Plan {
  switch (reply.intent) {
    case 'choice':
      return chosen(reply, standing)
    case 'yes':
      return agreed(reply, standing)
    case 'keep':
      return handOver(null)
    case 'thanks':
      return handOver(null)
    case 'urgent':
      return { act: { do: 'hand_over', says: 'urgent' }, need: 'urgent' }
    case 'deceased':
      return { act: { do: 'close_address', because: 'deceased' }, need: 'deceased' }
    case 'wrong_number':
      return wrongNumber(reply)
    case 'decline':
      return refused(standing)
    case 'later':
      return postponed(standing)
    case 'complaint':
    case 'cancel':
    case 'reschedule':
    case 'running_late':
    case 'question':
    case 'insurance':
    case 'cost':
    case 'fear':
    case 'time':
    case 'no_need':
      return handOver(reply.intent)
    case 'unknown':
      return handOver('unclear')
    default:
      return assertNever(reply.intent)
  }
}

function chosen(reply: Reply, { prompt }: Standing): Plan {
  const option = reply.digit === undefined ? undefined : prompt?.options[reply.digit]
  if (option === undefined || reply.digit === undefined) return handOver('unclear')
  return performed(option, reply.digit)
}

function performed(option: PromptOption, digit: string): Plan {
  switch (option.action) {
    case 'book':
      return { act: { do: 'book', digit }, need: null }
    case 'confirm':
    case 'move':
    case 'cancel':
      if (option.appointmentId === undefined) return handOver('unclear')
      return { act: { do: option.action, appointmentId: option.appointmentId }, need: null }
    case 'call_back':
      return { act: { do: 'call_back' }, need: 'call_back' }
    case 'offer_times':
    case 'not_now':
      return { act: { do: option.action }, need: null }
    case 'opt_out':
      return { act: { do: 'opt_out', asksAboutVisit: null }, need: null }
    case 'nothing':
      return { act: { do: 'neither' }, need: null }
    default:
      return assertNever(option.action)
  }
}

function agreed(reply: Reply, standing: Standing): Plan {
  const options = standing.prompt?.options ?? {}
  const confirm = digitOf(options, 'confirm')
  if (confirm !== null) return chosen({ ...reply, digit: confirm }, standing)
  const times = Object.values(options).filter((option) => option.action === 'book').length
  if (times === 1 && reply.confidence === 'exact') return onlyTime(options)
  if (times > 0 || digitOf(options, 'offer_times') !== null) return { act: { do: 'offer_times' }, need: null }
  if (digitOf(options, 'call_back') !== null) return { act: { do: 'call_back' }, need: 'call_back' }
  return agreedToStatement(standing)
}

/** Yes to what asked no yes: a booking that was told, a reminder, an invitation with a link, our last word. */
function agreedToStatement(standing: Standing): Plan {
  const { prompt, lastAbout } = standing
  const appointmentId = onlyVisitOf(standing)
  const isAboutVisitTold = prompt === null ? lastAbout?.kind === 'visit' : prompt.kind === 'confirm'
  if (isAboutVisitTold && appointmentId !== undefined)
    return { act: { do: 'confirm', appointmentId }, need: null }
  if (prompt !== null) return handOver('unclear')
  if (lastAbout?.kind === 'invitation') return { act: { do: 'offer_times' }, need: null }
  return handOver(lastAbout?.kind === 'answer' ? null : 'unclear')
}

function onlyTime(options: Readonly<Record<string, PromptOption>>): Plan {
  const digit = digitOf(options, 'book')
  return digit === null ? handOver('unclear') : { act: { do: 'book', digit }, need: null }
}

function digitOf(
  options: Readonly<Record<string, PromptOption>>,
  action: PromptOption['action'],
): string | null {
  return Object.keys(options).find((digit) => options[digit]?.action === action) ?? null
}

/** A plain no answers the question that is open; where none is, a person reads it. */
function refused(standing: Standing): Plan {
  if (standing.prompt?.kind === 'which_one') return { act: { do: 'neither' }, need: null }
  if (isAboutVisit(standing)) return handOver('cancel')
  if (standing.prompt !== null || standing.lastAbout?.kind === 'invitation') {
    return { act: { do: 'not_interested' }, need: null }
  }
  return handOver('decline')
}

function postponed(standing: Standing): Plan {
  if (isAboutVisit(standing)) return handOver('reschedule')
  const isInvited = standing.prompt !== null || standing.lastAbout?.kind === 'invitation'
  return isInvited ? { act: { do: 'not_now' }, need: null } : handOver('unclear')
}

function isAboutVisit({ prompt, lastAbout }: Standing): boolean {
  if (prompt === null) return lastAbout?.kind === 'visit'
  // After a cancellation the question is a new time, not the visit that is gone.
  return (
    prompt.kind === 'confirm' &&
    Object.values(prompt.options).some((option) => option.appointmentId !== undefined)
  )
}

/** "Who is this?" may be the patient; only somebody who says that they are not the patient closes the number. */
function wrongNumber(reply: Reply): Plan {
  if (asksWhoWeAre.test(reply.rule)) return handOver('wrong_number')
  return { act: { do: 'close_address', because: 'wrong_number' }, need: 'wrong_number' }
}

const asksWhoWeAre = /\b(who|whos|kto|kim|siapa)\b|кто|никогда|mistake|never been|pernah|nigdy/

function handOver(need: Need | null): Plan {
  return { act: { do: 'hand_over', says: need === null ? 'nothing' : 'handed_over' }, need }
}
