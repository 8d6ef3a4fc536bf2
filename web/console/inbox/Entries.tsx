import { Fragment } from 'react'
import type { ThreadEntry } from '../../../src/conversations/contract.ts'
import { useText } from '../messages/use-text.ts'
import { Bubble } from './Bubble.tsx'
import { EventLine } from './EventLine.tsx'
import classes from './entries.module.css'

interface EntriesProps {
  readonly entries: readonly ThreadEntry[]
  readonly channel: 'sms' | 'email'
}

/** Everything said at this address, day by day; the newest is in sight, and new ones are read out. */
export function Entries({ entries, channel }: EntriesProps) {
  const text = useText()
  return (
    <div
      className={classes['box']}
      role="log"
      aria-live="polite"
      aria-label={text('inbox.said')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
    >
      <div className={classes['entries']}>
        {entries.length === 0 && (
          <p className={classes['begun']}>
            {text(channel === 'sms' ? 'inbox.begunSms' : 'inbox.begunEmail')}
          </p>
        )}
        {entries.map((entry, index) => (
          <Fragment key={entry.id}>
            {entry.day !== entries[index - 1]?.day && <h3 className={classes['day']}>{entry.day}</h3>}
            {entry.kind === 'event' ? <EventLine entry={entry} /> : <Bubble entry={entry} />}
          </Fragment>
        ))}
      </div>
    </div>
  )
}
