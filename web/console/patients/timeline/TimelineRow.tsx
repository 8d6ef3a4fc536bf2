import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TimelineEntry } from '../../../../src/insights/contract/timeline.ts'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { Status } from '../../../ui/status/Status.tsx'
import { StatusShape } from '../../../ui/status/StatusShape.tsx'
import { statusLooks } from '../../../ui/status/status-looks.ts'
import { useText } from '../../messages/use-text.ts'
import { paths } from '../../shell/paths.ts'
import classes from './timeline.module.css'
import { type EntryView, messageState, useEntryView } from './use-entry-view.ts'
import { type DecidedEntry, outcomeOf } from './WhyDialog.tsx'

interface TimelineRowProps {
  readonly entry: TimelineEntry
  readonly onWhy: (entry: DecidedEntry) => void
}

/** One thing that happened: when, what, and the facts about it. */
export function TimelineRow({ entry, onWhy }: TimelineRowProps) {
  const view = useEntryView()(entry)
  return (
    <li className={classes['entry']}>
      <span className={classes['time']}>{entry.time}</span>
      <span className={classes['mark']}>
        <Mark mark={view.mark} />
      </span>
      <div className={classes['what']}>
        <div className={classes['entryTitle']}>{view.title}</div>
        {(entry.kind === 'message' || entry.kind === 'received') && <Bubble entry={entry} />}
        <div className={classes['facts']}>
          {entry.kind === 'message' && (
            <span>
              <MessageStatus entry={entry} />
            </span>
          )}
          {[...view.facts, ...view.origin].map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
          <EntryLinks entry={entry} onWhy={onWhy} />
        </div>
      </div>
    </li>
  )
}

function Mark({ mark }: { readonly mark: EntryView['mark'] }) {
  return 'icon' in mark ? <Icon name={mark.icon} /> : <StatusShape {...statusLooks[mark.look]} />
}

// An e-mail would push everything else off the page; its beginning says which one it is.
const longText = 320
const manyLines = 5

function Bubble({ entry }: { readonly entry: Extract<TimelineEntry, { kind: 'message' | 'received' }> }) {
  const text = useText()
  const [isWhole, setIsWhole] = useState(false)
  if (entry.text === '') return null
  const isOurs = entry.kind === 'message'
  const isLong = entry.text.length > longText || entry.text.split('\n').length > manyLines
  // Cut short, every line counts: blank ones are left out.
  const words = isLong && !isWhole ? entry.text.replace(/\n\s*\n/g, '\n') : entry.text
  return (
    <div className={classes['bubble']} data-ours={isOurs}>
      <div
        lang={isOurs ? entry.language : undefined}
        className={classes['words']}
        data-cut={isLong && !isWhole}
      >
        {isOurs && entry.subject !== null && <b>{entry.subject}</b>}
        <p>{words}</p>
      </div>
      {isLong && (
        <button
          type="button"
          className={classes['link']}
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {text(isWhole ? 'patients.lessText' : 'patients.wholeText')}
        </button>
      )}
    </div>
  )
}

function MessageStatus({ entry }: { readonly entry: Extract<TimelineEntry, { kind: 'message' }> }) {
  const text = useText()
  const { look, word } = messageState(entry)
  return <Status look={look} word={text(word)} />
}

function EntryLinks({ entry, onWhy }: TimelineRowProps) {
  const text = useText()
  if (entry.kind === 'received')
    return (
      <Link className={classes['link']} to={paths.thread(entry.threadId)}>
        {text('patients.openInInbox')}
      </Link>
    )
  if (entry.kind !== 'message' && entry.kind !== 'decision') return null
  if (entry.trace.length === 0) return null
  return (
    <button type="button" className={classes['link']} onClick={() => onWhy(entry)}>
      {text(outcomeOf(entry) === 'send' ? 'patients.whySent' : 'patients.why')}
    </button>
  )
}
