import { useIntl } from 'react-intl'
import type { TimelineEntry } from '../../../src/insights/contract/timeline.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { Section } from '../../ui/section/Section.tsx'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'
import classes from './due-list.module.css'

/** The message that is written and waits for its time, as the patient will read it. */
export function DueMessage({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const text = useText()
  const intl = useIntl()
  const numbers = useNumbers()
  const { clinic } = useSession()
  const message = entries.find((entry) => entry.kind === 'message' && entry.state === 'queued')
  if (message?.kind !== 'message') return null
  const language = intl.formatDisplayName(message.language, { type: 'language' }) ?? message.language
  const cost = numbers.money(message.costMinor, clinic.currency)
  return (
    <Section
      look="quiet"
      title={text('dueList.nextMessage')}
      aside={
        message.channel === 'sms'
          ? text('dueList.messageCost', { language, parts: message.parts, cost })
          : language
      }
    >
      <div className={classes['message']} lang={message.language}>
        {message.subject !== null && <b>{message.subject}</b>}
        <p>{message.text}</p>
      </div>
    </Section>
  )
}
