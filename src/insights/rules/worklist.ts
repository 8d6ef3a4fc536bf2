// When something that needs a person is due, and in which order it is worked through.
// - Only opening time counts: what arrives at night is due after the clinic opens; without known hours the clock counts.
// - Urgent words come first, whatever else is late; then whatever is due soonest; ties go by who has waited longest.
// - The order is total: the same items always stand in the same order.

import { mergeSpans, minuteMs, type Span } from '../../scheduling/rules/span.ts'
import type { WorkAction, WorkKind } from './work-kinds.ts'

export interface DatedWork {
  readonly id: string
  readonly isUrgent: boolean
  /** Epoch milliseconds. */
  readonly since: number
  readonly due: number
}

/** Minutes of opening time within which a person answers. An unconfirmed visit has a moment of its own. */
export const answerMinutes = {
  urgent: 15,
  thread: 60,
  refused: 60,
  unanswered: 60,
  uncancelled: 60,
  copied: 240,
  uncertain: 240,
} as const

/** The moment at which so many minutes of opening time have passed since `since` (epoch milliseconds). */
export function dueAfter(since: number, minutes: number, opening: readonly Span[]): number {
  let left = minutes * minuteMs
  for (const { from, to } of mergeSpans(opening)) {
    if (to <= since) continue
    const start = Math.max(from, since)
    if (to - start >= left) return start + left
    left -= to - start
  }
  return since + minutes * minuteMs
}

/** An unconfirmed visit of tomorrow is called about by this local hour, while people are at work. */
export const confirmByHour = 14

export function byUrgency(one: DatedWork, other: DatedWork): number {
  if (one.isUrgent !== other.isUrgent) return one.isUrgent ? -1 : 1
  if (one.due !== other.due) return one.due - other.due
  if (one.since !== other.since) return one.since - other.since
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}

/** Words that may mean danger are called about; nobody types an answer to them. */
export function actionFor(kind: WorkKind, need: string | null): WorkAction {
  switch (kind) {
    case 'thread':
      return need === 'urgent' || need === 'call_back' ? 'call' : 'reply'
    case 'refused':
      return 'choose_time'
    case 'unconfirmed':
      return 'call'
    case 'unanswered':
    case 'uncancelled':
    case 'copied':
    case 'uncertain':
      return 'check'
  }
}
