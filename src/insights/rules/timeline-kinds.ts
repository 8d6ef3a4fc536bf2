// What a patient's history is made of, and the views the card offers of it.

export const timelineKinds = ['all', 'messages', 'visits', 'decisions', 'changes'] as const
export type TimelineKind = (typeof timelineKinds)[number]

/** What may happen to a visit, in the words of the card. */
export const visitNews = ['booked', 'cancelled', 'refused', 'kept', 'missed'] as const

/** The kinds of facts a history is gathered from. */
export const historyKinds = [
  'message',
  'received',
  'decision',
  'visit',
  'enrolment',
  'consent',
  'change',
] as const
export type HistoryKind = (typeof historyKinds)[number]

/** In the whole history a decision stands where it kept something from being sent; what was sent shows as a message. */
export const kindsOfView: Readonly<Record<TimelineKind, readonly HistoryKind[]>> = {
  all: historyKinds,
  messages: ['message', 'received'],
  visits: ['visit'],
  decisions: ['decision', 'enrolment'],
  changes: ['consent', 'change', 'enrolment'],
}
