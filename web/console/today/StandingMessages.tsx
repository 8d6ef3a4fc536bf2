import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Today as TodayFacts } from '../../../src/insights/contract/today.ts'
import { Notice } from '../../ui/states/Notice.tsx'
import { useMayRun } from '../campaigns/use-campaigns.ts'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'
import { shortWhen } from './clock-words.ts'

/** The one thing that does not run by itself any more: a channel that stands still. */
export function StandingMessages({ facts }: { readonly facts: TodayFacts }) {
  const text = useText()
  const mayManage = useMayRun()
  return facts.standing.map(({ channel, messages, since }) => (
    <Notice
      key={channel}
      tone="bad"
      action={mayManage && <ChannelsButton />}
      title={text('today.standing', { channel, count: messages, since: shortWhen(since, facts.now) })}
    >
      {text('today.standingHelp')}
    </Notice>
  ))
}

function ChannelsButton() {
  const text = useText()
  return (
    <Button component={Link} to={paths.channels} size="xs">
      {text('today.openChannels')}
    </Button>
  )
}
