import { Link } from '@tanstack/react-router'
import type { ThreadEntry } from '../../../src/conversations/contract.ts'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'
import { State } from '../states/State.tsx'
import classes from './entries.module.css'
import { intentWord } from './intents.ts'

/** One message: theirs with how it was understood, ours with who wrote it, when, and whether it arrived. */
export function Bubble({ entry }: { readonly entry: ThreadEntry }) {
  const text = useText()
  const isOurs = entry.kind === 'out'
  const intent = entry.understood ? intentWord(entry.understood.intent) : undefined
  const meaning = intent && text(intent, { digit: entry.understood?.digit ?? '' })
  return (
    <div className={classes['said']} data-ours={isOurs}>
      <span className="k-unseen">{text(isOurs ? 'inbox.weWrote' : 'inbox.theyWrote')}</span>
      <p className={classes['bubble']} lang={entry.understood?.language ?? undefined}>
        {entry.text}
      </p>
      <div className={classes['under']}>
        {isOurs && <Writer by={entry.by} />}
        <span>{entry.time}</span>
        {isOurs && entry.delivery && <State of="delivery" state={entry.delivery} />}
        {meaning && <span>{text('inbox.understood', { meaning })}</span>}
      </div>
    </div>
  )
}

function Writer({ by }: { readonly by: ThreadEntry['by'] }) {
  const text = useText()
  switch (by?.kind) {
    case 'campaign':
      return (
        <span>
          {text('inbox.byCampaign')} <Link to={paths.campaign(by.campaignId)}>{by.name}</Link>
        </span>
      )
    case 'visit':
      return <span>{text('inbox.byVisit')}</span>
    case 'itself':
      return <span>{text('inbox.byItself')}</span>
    case 'staff':
      return <span>{by.name}</span>
    case undefined:
      return null
  }
}
