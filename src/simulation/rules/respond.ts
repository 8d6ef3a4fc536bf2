// What a simulated patient does with a message that arrived: a pure decision of traits, message and draws.
// - The shares come from behaviour.ts; nothing here is a number of its own but weights of equal ways to say a thing.
// - At most one answer to a message; silence is the most common one.
// - Who has no use for a message (it arrived at a landline, the person is a child's parent …) is decided by the caller.

import type { PromptOption } from '../../conversations/rules/resolve-inbound.ts'
import { behaviour } from './behaviour.ts'
import { choice, type Draw, exponential, weighted } from './draw.ts'
import type { SimulatedLanguage } from './person.ts'
import { type Saying, sayings } from './words.ts'

/** What a digit of a prompt does. */
export type OptionAction = PromptOption['action']

export interface Arrived {
  /** Message key of the packs. */
  readonly kind: string
  readonly channel: 'sms' | 'email'
  readonly isInvitation: boolean
  readonly isReply: boolean
  /** What its digits mean. */
  readonly options: Readonly<Record<string, OptionAction>>
  readonly hasBookLink: boolean
  /** Invitations of this enrolment that arrived before. */
  readonly earlierTouches: number
  readonly monthsOverdue: number
  /** Tells repetitions of the same kind apart. */
  readonly round: string
}

export type Response =
  | { readonly kind: 'silence' }
  | { readonly kind: 'write'; readonly text: string; readonly afterMinutes: number }
  | { readonly kind: 'follow_link'; readonly afterMinutes: number }

const silence: Response = { kind: 'silence' }

interface Mind {
  readonly draw: Draw
  readonly language: SimulatedLanguage
  readonly arrived: Arrived
}

export function respond(mind: Mind): Response {
  const response = reactionTo(mind)
  // The clinic reads no answers to its e-mails: only their links lead anywhere.
  return mind.arrived.channel === 'email' && response.kind === 'write' ? silence : response
}

function reactionTo(mind: Mind): Response {
  const { arrived } = mind
  if (arrived.isReply) return respondToReply(mind)
  if (arrived.isInvitation) return respondToInvitation(mind)
  switch (arrived.kind) {
    case 'visit_confirm':
      return respondToConfirmation(mind, behaviour.visit.confirmFirst)
    case 'visit_confirm_again':
      return respondToConfirmation(mind, behaviour.visit.confirmAgain)
    case 'visit_day_before':
      return mind.draw('cancels', arrived.round) < behaviour.visit.cancelDayBefore
        ? says(mind, 'cancel')
        : silence
    case 'visit_missed':
      return mind.draw('rebooks', arrived.round) < behaviour.visit.rebookMissed ? books(mind) : silence
    default:
      return silence
  }
}

/** Share of patients who book after this touch (published defaults). */
export function bookingShare(arrived: Pick<Arrived, 'channel' | 'earlierTouches' | 'monthsOverdue'>): number {
  const { booking } = behaviour
  const lapse = booking.byLapse.find(({ belowMonths }) => arrived.monthsOverdue < belowMonths)?.factor ?? 0
  return booking[arrived.channel] * booking.furtherTouch ** arrived.earlierTouches * lapse
}

function respondToInvitation(mind: Mind): Response {
  const { arrived, draw } = mind
  const { invitation } = behaviour
  const book = bookingShare(arrived)
  // Few answer an e-mail with anything but a booking: there is nothing to reply to.
  const words = arrived.channel === 'sms' ? 1 : 0
  const share = (value: number): number => value * words
  const act = weighted<Saying | 'book' | 'silence'>(draw('invitation', arrived.round), [
    [
      'silence',
      remainder([book, ...Object.values(invitation).map(share), share(behaviour.optOutPerMessage)]),
    ],
    ['book', book],
    ['later', share(invitation.notNow)],
    ['decline', share(invitation.decline)],
    ['question', share(invitation.question)],
    ['cost', share(invitation.cost)],
    ['complaint', share(invitation.complaint)],
    ['urgent', share(invitation.urgent)],
    ['wrong_number', share(invitation.wrongNumber)],
    ['deceased', share(invitation.deceased)],
    ['elsewhere', share(invitation.elsewhere)],
    ['other_time', share(invitation.otherTime)],
    ['stop', share(behaviour.optOutPerMessage)],
  ])
  if (act === 'silence') return silence
  return act === 'book' ? books(mind) : says(mind, act)
}

function respondToConfirmation(mind: Mind, confirms: number): Response {
  const { arrived, draw } = mind
  const { visit } = behaviour
  const act = weighted<Saying | 'silence'>(draw('confirmation', arrived.round), [
    [
      'silence',
      remainder([confirms, visit.move, visit.cancel, visit.question, visit.late, behaviour.optOutPerMessage]),
    ],
    ['confirm', confirms],
    ['move', visit.move],
    ['cancel', visit.cancel],
    ['question', visit.question],
    ['late', visit.late],
    ['stop', behaviour.optOutPerMessage],
  ])
  return act === 'silence' ? silence : says(mind, act)
}

/** The clinic's answer to what the patient wrote: offered times are taken or left, a question both ways is answered. */
function respondToReply(mind: Mind): Response {
  const { arrived, draw } = mind
  const meanings = Object.values(arrived.options)
  if (meanings.includes('book'))
    return draw('follows', arrived.round) < behaviour.followsOffer ? books(mind) : silence
  if (meanings.includes('opt_out'))
    return digit(mind, draw('which one', arrived.round) < 0.6 ? 'cancel' : 'opt_out')
  if (arrived.hasBookLink)
    return draw('follows', arrived.round) < behaviour.followsOffer ? books(mind) : silence
  return silence
}

/** By a digit where times are offered, else by the link; some ask for other times first. */
function books(mind: Mind): Response {
  const { arrived, draw } = mind
  const digits = Object.entries(arrived.options).filter(([, action]) => action === 'book')
  const [first, second] = digits
  const bySms =
    first !== undefined &&
    (arrived.isReply || !arrived.hasBookLink || draw('by sms', arrived.round) < behaviour.booking.bySmsReply)
  if (!bySms) {
    if (arrived.hasBookLink) return { kind: 'follow_link', afterMinutes: delay(mind) }
    const other = (['offer_times', 'call_back'] as const).find((action) =>
      Object.values(arrived.options).includes(action),
    )
    return other === undefined ? says(mind, 'call_me') : digit(mind, other)
  }
  const chosen = second !== undefined && draw('second time', arrived.round) < 0.4 ? second[0] : first[0]
  return { kind: 'write', text: chosen, afterMinutes: delay(mind) }
}

const actionOfSaying: Readonly<Partial<Record<Saying, OptionAction>>> = {
  confirm: 'confirm',
  move: 'move',
  cancel: 'cancel',
  later: 'not_now',
  other_time: 'offer_times',
  call_me: 'call_back',
}

/** In words, or by the digit that means it where there is one: two of three take the digit. */
function says(mind: Mind, saying: Saying): Response {
  const { arrived, draw, language } = mind
  const action = actionOfSaying[saying]
  const hasDigit = action !== undefined && Object.values(arrived.options).includes(action)
  if (hasDigit && draw('digit', arrived.round) < 0.66) return digit(mind, action)
  const text = choice(draw('words', arrived.round), sayings[language][saying])
  return { kind: 'write', text, afterMinutes: delay(mind) }
}

function digit(mind: Mind, action: OptionAction): Response {
  const found = Object.entries(mind.arrived.options).find(([, meaning]) => meaning === action)
  return found === undefined ? silence : { kind: 'write', text: found[0], afterMinutes: delay(mind) }
}

/** Whole steps of five minutes, so that things happen together that may as well. */
function delay({ arrived, draw }: Mind): number {
  const { delayHours } = behaviour
  const mean = arrived.isReply ? delayHours.dialogueMinutes : delayHours[arrived.channel] * 60
  const minutes = Math.min(4 * 24 * 60, exponential(draw('delay', arrived.round), mean))
  return 5 + 5 * Math.round(minutes / 5)
}

function remainder(shares: readonly number[]): number {
  return Math.max(0, 1 - shares.reduce((sum, share) => sum + share, 0))
}
