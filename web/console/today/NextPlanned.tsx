import { Link } from '@tanstack/react-router'
import type { Today } from '../../../src/insights/contract/today.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { Section } from '../../ui/section/Section.tsx'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'
import { shortWhen } from './clock-words.ts'
import classes from './today.module.css'

type Batch = Today['next'][number]

/** What will go out next, and what it costs as far as it is written. */
export function NextPlanned({ facts }: { readonly facts: Today }) {
  const text = useText()
  return (
    <Section title={text('today.next')}>
      {facts.next.length === 0 ? (
        <p className={classes['nothing']}>{text('today.nothingNext')}</p>
      ) : (
        <ul className={classes['batches']}>
          {facts.next.map((batch) => (
            <BatchLine
              key={`${batch.at.iso} ${batch.channel} ${about(batch)}`}
              batch={batch}
              now={facts.now}
            />
          ))}
        </ul>
      )}
    </Section>
  )
}

function about(batch: Batch): string {
  return batch.campaign?.id ?? batch.about
}

function BatchLine({ batch, now }: { readonly batch: Batch; readonly now: Today['now'] }) {
  const text = useText()
  const numbers = useNumbers()
  const { currency } = useSession().clinic
  const { campaign, channel, messages } = batch
  return (
    <li className={classes['batch']}>
      <span className={classes['batchAt']}>{shortWhen(batch.at, now)}</span>
      <b className={classes['batchCount']}>
        {text(channel === 'sms' ? 'today.batchSms' : 'today.batchEmail', { count: messages })}
      </b>
      <span className={classes['batchAbout']}>
        {campaign ? (
          <Link to={paths.campaign(campaign.id)}>{campaign.name}</Link>
        ) : (
          text(batch.about === 'replies' ? 'today.aboutReplies' : 'today.aboutVisits')
        )}
      </span>
      <span className={classes['batchEnd']}>
        {batch.costMinor === null ? text('today.planned') : numbers.money(batch.costMinor, currency)}
      </span>
    </li>
  )
}
