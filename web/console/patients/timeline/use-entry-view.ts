import type { TimelineEntry } from '../../../../src/insights/contract/timeline.ts'
import { assertNever } from '../../../ui/assert-never.ts'
import type { IconName } from '../../../ui/icon/icon-paths.ts'
import type { StatusLook } from '../../../ui/status/status-looks.ts'
import { driftWords } from '../../drift/drift-words.ts'
import type { MessageKey } from '../../messages/keys.ts'
import { useText } from '../../messages/use-text.ts'
import { reasonWord } from '../../states/reasons.ts'
import { stateView } from '../../states/states.ts'
import { channelWords, purposeWord } from './channel-words.ts'
import { messageTitle } from './message-titles.ts'

type Text = ReturnType<typeof useText>
type Of<K extends TimelineEntry['kind']> = Extract<TimelineEntry, { kind: K }>

/** One entry of a history, in words: what happened, and the facts about it, each complete in itself. */
export interface EntryView {
  /** Seen only: the title says the same. */
  readonly mark: { readonly icon: IconName } | { readonly look: StatusLook }
  readonly title: string
  readonly facts: readonly string[]
  /** Where it came from, which a short history leaves out. */
  readonly origin: readonly string[]
}

/** Where a message stands: whether it arrived says more than that it was handed over. */
export function messageState(entry: Of<'message'>): { readonly look: StatusLook; readonly word: MessageKey } {
  if (entry.state !== 'accepted') return stateView('message', entry.state)
  if (entry.delivery === 'delivered' || entry.delivery === 'failed')
    return stateView('delivery', entry.delivery)
  return stateView('delivery', 'sent')
}

export function useEntryView(): (entry: TimelineEntry) => EntryView {
  const text = useText()
  return (entry) => {
    switch (entry.kind) {
      case 'message':
        return messageView(entry, text)
      case 'received':
        return receivedView(entry, text)
      case 'decision':
        return decisionView(entry, text)
      case 'visit':
        return visitView(entry, text)
      case 'enrolment':
        return enrolmentView(entry, text)
      case 'consent':
        return consentView(entry, text)
      case 'change':
        return changeView(entry, text)
      default:
        return assertNever(entry)
    }
  }
}

function reasonText(reason: string | null, text: Text): readonly string[] {
  const word = reason === null || reason === 'all_clear' ? undefined : reasonWord(reason)
  return word ? [text(word)] : []
}

function campaignName({
  campaign,
}: {
  readonly campaign: { readonly name: string } | null
}): readonly string[] {
  return campaign === null ? [] : [campaign.name]
}

function messageView(entry: Of<'message'>, text: Text): EntryView {
  const state = messageState(entry)
  const went = entry.state === 'accepted' && entry.delivery !== 'failed'
  const icon = entry.channel === 'sms' ? 'message' : 'mail'
  return {
    mark: went ? { icon } : { look: state.look },
    title: text(messageTitle(entry.message, entry.isReply)),
    facts: [
      text(channelWords[entry.channel]),
      ...(went ? [] : reasonText(entry.reason, text)),
      ...(entry.clickedAt ? [text('patients.opened', { at: entry.clickedAt.text })] : []),
    ],
    origin: campaignName(entry),
  }
}

function receivedView(entry: Of<'received'>, text: Text): EntryView {
  const understood = entry.intent
    ? [text('patients.understood', { intent: text('patients.intent', { intent: entry.intent }) })]
    : []
  return {
    mark: { icon: 'inbox' },
    title: text('patients.received'),
    facts: [text(channelWords[entry.channel]), ...understood],
    origin: [],
  }
}

function decisionView(entry: Of<'decision'>, text: Text): EntryView {
  return {
    mark: { look: stateView('decision', entry.outcome).look },
    title: text('patients.decision', { outcome: entry.outcome }),
    facts: [
      ...reasonText(entry.reason, text),
      ...(entry.channel ? [text(channelWords[entry.channel])] : []),
      ...(entry.holdUntil ? [text('patients.checkedAgain', { at: entry.holdUntil.text })] : []),
    ],
    origin: [text('patients.stage', { stage: entry.stage }), ...campaignName(entry)],
  }
}

/** What a practice system gave as its reason: one of our codes in words, its own words as a quotation. */
export function practiceReason(reason: string, text: Text): string {
  return /^[a-z0-9_]+$/.test(reason)
    ? text('patients.practiceReason', { reason })
    : text('patients.quote', { words: reason })
}

const visitMarks = {
  booked: { look: 'planned' },
  cancelled: { look: 'withheld' },
  refused: { look: 'failed' },
  kept: { icon: 'chair' },
  missed: { look: 'attention' },
} as const satisfies Readonly<Record<Of<'visit'>['news'], { look: StatusLook } | { icon: IconName }>>

function visitView(entry: Of<'visit'>, text: Text): EntryView {
  const wasMoved = entry.news === 'cancelled' && entry.reason === 'moved'
  const isAhead = entry.news === 'booked' || entry.news === 'refused' || entry.news === 'cancelled'
  return {
    mark: visitMarks[entry.news],
    title: text('patients.visit', { news: wasMoved ? 'moved' : entry.news }),
    facts: [
      ...(isAhead && entry.startsAt ? [entry.startsAt.text] : []),
      ...(entry.service === null ? [] : [entry.service]),
      ...(entry.minutes === null ? [] : [text('patients.minutes', { count: entry.minutes })]),
      ...(entry.resource === null ? [] : [entry.resource]),
      ...(entry.via === null ? [] : [text('patients.via', { via: entry.via })]),
      ...(entry.news === 'refused' && entry.reason !== null ? [practiceReason(entry.reason, text)] : []),
    ],
    origin: campaignName(entry),
  }
}

function enrolmentView(entry: Of<'enrolment'>, text: Text): EntryView {
  const enrolled = entry.arm === 'hold_out' ? 'patients.enrolledHoldOut' : 'patients.enrolled'
  const titles = { enrolled, invited: 'patients.invited', closed: 'patients.enrolmentClosed' } as const
  const closed = entry.reason ?? 'other'
  return {
    mark: { icon: 'audience' },
    title: text(titles[entry.news]),
    facts: [
      ...(entry.by === null ? [] : [entry.by]),
      ...(entry.news !== 'closed' && entry.band !== null
        ? [text('patients.band', { band: entry.band })]
        : []),
      ...(entry.news === 'closed'
        ? [text(reasonWord(closed) ?? 'patients.closedBecause', { reason: closed })]
        : []),
    ],
    origin: campaignName(entry),
  }
}

function consentView(entry: Of<'consent'>, text: Text): EntryView {
  return {
    mark: { icon: 'shield' },
    title: text('patients.consentNews', { state: entry.state }),
    facts: [
      text('patients.consentScope', {
        purpose: text(purposeWord(entry.purpose)),
        channel: text(channelWords[entry.channel]),
        address: entry.address,
      }),
      text('patients.method', { method: entry.method }),
      ...(entry.evidence === '' ? [] : [text('patients.quote', { words: entry.evidence })]),
    ],
    origin: [],
  }
}

function changeView(entry: Of<'change'>, text: Text): EntryView {
  const by =
    entry.actorName === null || entry.actorKind !== 'staff'
      ? text('patients.actor', { kind: entry.actorKind })
      : text('patients.actorNamed', { name: entry.actorName })
  return {
    mark: { icon: 'pencil' },
    title: text('patients.change', { action: entry.action.replace('.', '_') }),
    facts: [...(entry.driftReason === null ? [] : [text(driftWords[entry.driftReason])]), by],
    origin: [],
  }
}
