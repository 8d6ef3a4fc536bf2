import type { ThreadEntry } from '../../../src/conversations/contract.ts'
import { Status } from '../../ui/status/Status.tsx'
import type { StatusLook } from '../../ui/status/status-looks.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import classes from './entries.module.css'

type EventKey = NonNullable<ThreadEntry['event']>['key']

const events = {
  visit_booked: { look: 'done', word: 'inbox.eventBooked' },
  visit_confirmed: { look: 'done', word: 'inbox.eventConfirmed' },
  visit_cancelled: { look: 'withheld', word: 'inbox.eventCancelled' },
  time_taken: { look: 'attention', word: 'inbox.eventTimeTaken' },
  messages_ended: { look: 'withheld', word: 'inbox.eventMessagesEnded' },
  messages_started_again: { look: 'done', word: 'inbox.eventMessagesStarted' },
} as const satisfies Readonly<Record<EventKey, { look: StatusLook; word: MessageKey }>>

/** What happened between the messages: a visit booked, messages ended. */
export function EventLine({ entry }: { readonly entry: ThreadEntry }) {
  const text = useText()
  if (entry.event === null) return null
  const { look, word } = events[entry.event.key]
  const visitAt = entry.event.visitAt?.text ?? ''
  const words = text(word, { hasTime: visitAt === '' ? 'no' : 'yes', at: visitAt })
  return (
    <div className={classes['event']}>
      <Status look={look} word={text('inbox.eventAt', { event: words, time: entry.time })} />
    </div>
  )
}
