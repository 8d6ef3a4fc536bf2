import type { TestMessage } from '../../../src/outreach/contract/channels.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import { State } from '../states/State.tsx'
import classes from './channels.module.css'
import { useFollowedTest } from './use-test.ts'

interface TestResultProps {
  readonly last: TestMessage
  readonly isSms: boolean
}

const failureWords = {
  not_sent_in_time: 'channels.testNotInTime',
  opted_out: 'channels.testOptedOut',
  account_stopped: 'channels.testStopped',
  address_refused: 'channels.testBadAddress',
  refused: 'channels.testRefused',
  not_delivered: 'channels.testNotDelivered',
} as const satisfies Readonly<Record<NonNullable<TestMessage['failure']>, MessageKey>>

/** What became of the last test, as it happens, and what to do. */
export function TestResult({ last, isSms }: TestResultProps) {
  const text = useText()
  const test = useFollowedTest(last)
  const { stage, to, by, askedAt, detail } = test
  return (
    <div className={classes['result']} role="status">
      <State of="test" state={stage} />
      <p className={classes['resultText']}>
        {stage === 'waiting' && detail !== null
          ? text('channels.testWaitsBecause', { detail })
          : text(helpOf(test, isSms))}
      </p>
      {stage !== 'waiting' && detail !== null && (
        <p className={classes['words']}>{text('channels.providerSays', { detail })}</p>
      )}
      <p className={classes['words']}>{text('channels.testTo', { to, by, at: askedAt.text })}</p>
    </div>
  )
}

function helpOf({ stage, failure, reportsArrival }: TestMessage, isSms: boolean): MessageKey {
  switch (stage) {
    case 'waiting':
    case 'sending':
      return 'channels.testWaits'
    case 'sent':
      if (reportsArrival) return 'channels.testReportComes'
      return isSms ? 'channels.testLookPhone' : 'channels.testLookThere'
    case 'delivered':
      return 'channels.testArrived'
    case 'uncertain':
      return 'channels.testMayHaveLeft'
    case 'failed':
      return failureWords[failure ?? 'refused']
  }
}
