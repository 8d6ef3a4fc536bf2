// Why somebody of the contacted arm was never sent anything.
// - withheld: the gate said no for good; failed: a channel refused; waiting: still to come; left: it ended before the first message.

export const notSentKinds = ['withheld', 'failed', 'waiting', 'left'] as const

export type NotSentKind = (typeof notSentKinds)[number]
