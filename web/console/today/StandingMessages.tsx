import type { Today as TodayFacts } from '../../../src/insights/contract/today.ts'
import { Notice } from '../../ui/states/Notice.tsx'
import { useText } from '../messages/use-text.ts'

/** The one thing that does not run by itself any more: a channel that stands still. */
export function StandingMessages({ standing }: { readonly standing: TodayFacts['standing'] }) {
  const text = useText()
  return standing.map(({ channel, messages, since }) => (
    <Notice
      key={channel}
      tone="bad"
      title={text('today.standing', { channel, count: messages, since: since.text })}
    >
      {text('today.standingHelp')}
    </Notice>
  ))
}
