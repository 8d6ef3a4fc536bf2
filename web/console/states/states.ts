import type { z } from 'zod'
import type { ThreadEntry, ThreadLine } from '../../../src/conversations/contract.ts'
import type { WorkItem } from '../../../src/insights/contract/today.ts'
import type { ChannelAccount, TestMessage } from '../../../src/outreach/contract/channels.ts'
import type { RecallTypeRow } from '../../../src/recall/contract/recall-type-pages.ts'
import type { recallStatusSchema } from '../../../src/recall/contract.ts'
import type { StatusLook } from '../../ui/status/status-looks.ts'
import type { MessageKey } from '../messages/keys.ts'

interface StateView {
  readonly look: StatusLook
  readonly word: MessageKey
}

type Views<State extends string> = Readonly<Record<State, StateView>>

// What the wire may carry, where a contract says it: a state that is missing below does not compile.
interface WireStates {
  readonly recall: Views<z.infer<typeof recallStatusSchema>>
  readonly account: Views<ChannelAccount['standing']>
  readonly test: Views<TestMessage['stage']>
  readonly recallType: Views<RecallTypeRow['state']>
  readonly thread: Views<ThreadLine['state']>
  readonly work: Views<Exclude<WorkItem['kind'], 'thread'>>
  readonly need: Views<NonNullable<ThreadLine['need']>>
  readonly delivery: Views<NonNullable<ThreadEntry['delivery']>>
}

// The one table that says how each state looks and what it is called (LOOK.md). A state the server may send and this
// table does not know is a compile error where it is shown.
export const states = {
  recall: {
    not_due: { look: 'waiting', word: 'states.recallNotDue' },
    due_soon: { look: 'planned', word: 'states.recallDueSoon' },
    due: { look: 'attention', word: 'states.recallDue' },
    overdue: { look: 'attention', word: 'states.recallOverdue' },
    lapsed: { look: 'attention', word: 'states.recallLapsed' },
    booked: { look: 'done', word: 'states.recallBooked' },
    paused: { look: 'paused', word: 'states.recallPaused' },
  },
  recallType: {
    off: { look: 'waiting', word: 'states.recallTypeOff' },
    on: { look: 'done', word: 'states.recallTypeOn' },
    changed: { look: 'attention', word: 'states.recallTypeChanged' },
    edited: { look: 'done', word: 'states.recallTypeEdited' },
  },
  account: {
    open: { look: 'done', word: 'states.accountOpen' },
    connecting: { look: 'running', word: 'states.accountConnecting' },
    failing: { look: 'failed', word: 'states.accountFailing' },
    unopened: { look: 'failed', word: 'states.accountUnopened' },
    unseen: { look: 'attention', word: 'states.accountUnseen' },
    paused: { look: 'paused', word: 'states.accountPaused' },
    ended: { look: 'withheld', word: 'states.accountEnded' },
  },
  test: {
    waiting: { look: 'waiting', word: 'states.testWaiting' },
    sending: { look: 'running', word: 'states.testSending' },
    sent: { look: 'running', word: 'states.testSent' },
    delivered: { look: 'done', word: 'states.testDelivered' },
    failed: { look: 'failed', word: 'states.testFailed' },
    uncertain: { look: 'attention', word: 'states.testUncertain' },
  },
  /** Where a patient who is due stands with outreach, when that says more than the due date. */
  contact: {
    in_talk: { look: 'running', word: 'states.contactInTalk' },
    waits: { look: 'waiting', word: 'states.contactWaits' },
    withheld: { look: 'withheld', word: 'states.contactWithheld' },
    hold_out: { look: 'conditional', word: 'states.contactHoldOut' },
  },
  appointment: {
    held: { look: 'waiting', word: 'states.appointmentHeld' },
    booked: { look: 'planned', word: 'states.appointmentBooked' },
    fulfilled: { look: 'done', word: 'states.appointmentFulfilled' },
    cancelled: { look: 'withheld', word: 'states.appointmentCancelled' },
    no_show: { look: 'failed', word: 'states.appointmentNoShow' },
    expired: { look: 'withheld', word: 'states.appointmentExpired' },
  },
  practice: {
    local: { look: 'waiting', word: 'states.practiceLocal' },
    requested: { look: 'running', word: 'states.practiceRequested' },
    confirmed: { look: 'done', word: 'states.practiceConfirmed' },
    refused: { look: 'failed', word: 'states.practiceRefused' },
    timed_out: { look: 'attention', word: 'states.practiceTimedOut' },
  },
  campaign: {
    draft: { look: 'waiting', word: 'states.campaignDraft' },
    running: { look: 'running', word: 'states.campaignRunning' },
    paused: { look: 'paused', word: 'states.campaignPaused' },
    ended: { look: 'done', word: 'states.campaignEnded' },
  },
  enrolment: {
    active: { look: 'running', word: 'states.enrolmentActive' },
    booked: { look: 'done', word: 'states.enrolmentBooked' },
    declined: { look: 'withheld', word: 'states.enrolmentDeclined' },
    opted_out: { look: 'withheld', word: 'states.enrolmentOptedOut' },
    exhausted: { look: 'waiting', word: 'states.enrolmentExhausted' },
    left: { look: 'withheld', word: 'states.enrolmentLeft' },
    ended: { look: 'waiting', word: 'states.enrolmentEnded' },
  },
  message: {
    queued: { look: 'planned', word: 'states.messageQueued' },
    withheld: { look: 'withheld', word: 'states.messageWithheld' },
    expired: { look: 'withheld', word: 'states.messageExpired' },
    submitting: { look: 'running', word: 'states.messageSubmitting' },
    accepted: { look: 'done', word: 'states.messageAccepted' },
    failed: { look: 'failed', word: 'states.messageFailed' },
    ambiguous: { look: 'attention', word: 'states.messageAmbiguous' },
  },
  delivery: {
    queued: { look: 'planned', word: 'states.deliveryQueued' },
    sent: { look: 'running', word: 'states.deliverySent' },
    delivered: { look: 'done', word: 'states.deliveryDelivered' },
    failed: { look: 'failed', word: 'states.deliveryFailed' },
    uncertain: { look: 'attention', word: 'states.deliveryUncertain' },
    withheld: { look: 'withheld', word: 'states.deliveryWithheld' },
  },
  thread: {
    begun: { look: 'waiting', word: 'states.threadBegun' },
    open: { look: 'waiting', word: 'states.threadOpen' },
    snoozed: { look: 'paused', word: 'states.threadSnoozed' },
    done: { look: 'done', word: 'states.threadDone' },
  },
  decision: {
    send: { look: 'done', word: 'states.decisionSend' },
    hold: { look: 'waiting', word: 'states.decisionHold' },
    skip: { look: 'withheld', word: 'states.decisionSkip' },
    exit: { look: 'withheld', word: 'states.decisionExit' },
  },
  work: {
    refused: { look: 'failed', word: 'states.workRefused' },
    unanswered: { look: 'attention', word: 'states.practiceTimedOut' },
    uncancelled: { look: 'attention', word: 'states.workUncancelled' },
    copied: { look: 'attention', word: 'states.workCopied' },
    unconfirmed: { look: 'attention', word: 'states.workUnconfirmed' },
    uncertain: { look: 'attention', word: 'states.workUncertain' },
  },
  need: {
    urgent: { look: 'urgent', word: 'states.needUrgent' },
    deceased: { look: 'attention', word: 'states.needDeceased' },
    visit_or_messages: { look: 'attention', word: 'states.needVisitOrMessages' },
    complaint: { look: 'attention', word: 'states.needComplaint' },
    wrong_number: { look: 'attention', word: 'states.needWrongNumber' },
    opt_out_review: { look: 'attention', word: 'states.needOptOutReview' },
    cancel: { look: 'waiting', word: 'states.needCancel' },
    reschedule: { look: 'waiting', word: 'states.needReschedule' },
    running_late: { look: 'attention', word: 'states.needRunningLate' },
    call_back: { look: 'waiting', word: 'states.needCallBack' },
    no_times: { look: 'attention', word: 'states.needNoTimes' },
    question: { look: 'running', word: 'states.needQuestion' },
    insurance: { look: 'running', word: 'states.needInsurance' },
    cost: { look: 'running', word: 'states.needCost' },
    fear: { look: 'running', word: 'states.needFear' },
    time: { look: 'running', word: 'states.needTime' },
    no_need: { look: 'running', word: 'states.needNoNeed' },
    decline: { look: 'waiting', word: 'states.needDecline' },
    unclear: { look: 'running', word: 'states.needUnclear' },
  },
} as const satisfies WireStates & Readonly<Record<string, Views<string>>>

export type Domain = keyof typeof states
export type StateOf<D extends Domain> = keyof (typeof states)[D] & string

/** The look and the word of one state. */
export function stateView<D extends Domain>(domain: D, state: StateOf<D>): StateView {
  const views: Readonly<Record<string, StateView>> = states[domain]
  const view = views[state]
  if (view === undefined) throw new Error(`${domain} has no state ${state}`)
  return view
}

/** The need of a thread as the wire of other pages carries it; what this console does not know is simply to be read. */
export function needState(need: string | null): StateOf<'need'> {
  return need !== null && isNeed(need) ? need : 'unclear'
}

function isNeed(need: string): need is StateOf<'need'> {
  return need in states.need
}
