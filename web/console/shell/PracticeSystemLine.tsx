import type { Session } from '../../../src/clinic/contract.ts'
import { StatusMark } from '../../ui/status/Status.tsx'
import type { StatusLook } from '../../ui/status/status-looks.ts'
import { useText } from '../messages/use-text.ts'
import classes from './menu.module.css'

type PracticeSystem = NonNullable<Session['practiceSystem']>

const looks: Readonly<Record<PracticeSystem['state'], StatusLook>> = {
  answering: 'done',
  late: 'attention',
  silent: 'failed',
}

/** Whether what we show is as fresh as the practice system. */
export function PracticeSystemLine({ state, lastAnsweredText }: PracticeSystem) {
  const text = useText()
  return (
    <div className={classes['system']}>
      <StatusMark look={looks[state]} word={text('shell.practiceSystemState', { state })} />
      <span className={classes['name']}>{text('shell.practiceSystem')}</span>
      <span className={classes['systemAge']}>{lastAnsweredText}</span>
    </div>
  )
}
