import type { DueCycleDetail } from '../../../src/insights/contract/due-list.ts'
import type { TimelineEntry } from '../../../src/insights/contract/timeline.ts'
import { assertNever } from '../../ui/assert-never.ts'
import type { StatusLook } from '../../ui/status/status-looks.ts'
import { Trace, type TraceEntry } from '../../ui/trace/Trace.tsx'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import { messageState, useEntryView } from '../patients/timeline/use-entry-view.ts'
import { useUsedIntervalWords } from '../recalls/interval-words.ts'
import { stateView } from '../states/states.ts'
import { useNextStepWords } from './next-step-words.ts'

type Told = Extract<TimelineEntry, { kind: 'message' | 'received' | 'decision' }>

// The panel tells the last steps; the card has all of them.
const mostSteps = 4

function isTold(entry: TimelineEntry): entry is Told {
  if (entry.kind === 'message') return entry.state !== 'queued'
  return entry.kind === 'received' || (entry.kind === 'decision' && entry.outcome !== 'send')
}

interface DueTraceProps {
  readonly detail: DueCycleDetail
  /** Newest first. */
  readonly entries: readonly TimelineEntry[]
}

/** From the due date over what has been tried to what comes next. */
export function DueTrace({ detail, entries }: DueTraceProps) {
  const text = useText()
  const interval = useUsedIntervalWords()
  const nextStep = useNextStepWords()
  const toTrace = useToldTrace()
  const told = entries.filter(isTold).slice(0, mostSteps).toReversed()
  const start: TraceEntry = {
    id: 'due',
    look: detail.overdueDays > 0 ? 'attention' : 'waiting',
    lookWord: text('dueList.due'),
    text: text('dueList.whyDue', { due: detail.due.text }),
    small:
      detail.interval === null
        ? text('dueList.whyDueFirst', { last: detail.triggeredOn.text })
        : text('dueList.whyDueSmall', {
            last: detail.triggeredOn.text,
            interval: interval(detail.interval),
          }),
  }
  const { look, word, small } = nextLooks[detail.next.kind]
  const next: TraceEntry = {
    id: 'next',
    look,
    lookWord: text(word),
    text: nextStep(detail.next),
    small: small && text(small),
  }
  return <Trace entries={[start, ...told.map(toTrace), next]} />
}

function stateOf(entry: Told): { readonly look: StatusLook; readonly word: MessageKey } {
  switch (entry.kind) {
    case 'message':
      return messageState(entry)
    case 'decision':
      return stateView('decision', entry.outcome)
    case 'received':
      return stateView('contact', 'in_talk')
    default:
      return assertNever(entry)
  }
}

function useToldTrace(): (entry: Told) => TraceEntry {
  const text = useText()
  const viewOf = useEntryView()
  return (entry) => {
    const view = viewOf(entry)
    const { look, word } = stateOf(entry)
    return {
      id: entry.id,
      look,
      lookWord: text(word),
      text: text('dueList.whyTold', { what: view.title, at: entry.at.text }),
      small: [...(entry.kind === 'message' ? [text(word)] : []), ...view.facts].join(' · '),
    }
  }
}

interface NextLook {
  readonly look: StatusLook
  readonly word: MessageKey
  readonly small?: MessageKey
}

const nextLooks: Readonly<Record<DueCycleDetail['next']['kind'], NextLook>> = {
  silent: { look: 'paused', word: 'states.recallPaused' },
  resumes: { look: 'paused', word: 'states.recallPaused' },
  visit: { look: 'done', word: 'states.recallBooked' },
  answer: { look: 'running', word: 'states.contactInTalk' },
  message: { look: 'planned', word: 'states.messageQueued', small: 'dueList.whyGate' },
  hold_out: { look: 'conditional', word: 'states.contactHoldOut', small: 'dueList.whyHoldOut' },
  held: { look: 'withheld', word: 'states.contactWithheld' },
  planned: { look: 'planned', word: 'states.messageQueued', small: 'dueList.whyPlanned' },
  over: { look: 'waiting', word: 'states.contactWaits' },
  nothing: { look: 'waiting', word: 'states.contactWaits', small: 'dueList.whyNothing' },
}
