import type { Today as TodayFacts } from '../../../src/insights/contract/today.ts'
import { Notice } from '../../ui/states/Notice.tsx'
import { useText } from '../messages/use-text.ts'
import { shortWhen } from './clock-words.ts'

/** The one thing that does not run by itself any more: a channel that stands still. */
export function StandingMessages({ facts }: { readonly facts: TodayFacts }) {
  const text = useText()
  return facts.standing.map(({ channel, messages, since }) => (
    <Notice
      key={channel}
      tone="bad"
      title={text('today.standing', { channel, count: messages, since: shortWhen(since, facts.now) })}
    >
      {text('today.standingHelp')}
    </Notice>
  ))
}
