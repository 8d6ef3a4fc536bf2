import type { AudienceCount } from '../../../src/campaigns/contract/audience.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { leftOutWords } from '../campaigns/campaign-words.ts'
import { useText } from '../messages/use-text.ts'
import classes from './audiences.module.css'

/** Whom no message could go to now, counted by the first reason that holds. */
export function LeftOut({ leftOut }: Pick<AudienceCount, 'leftOut'>) {
  const text = useText()
  const numbers = useNumbers()
  if (leftOut.length === 0) return null
  return (
    <ul className={classes['leftOut']}>
      <li>
        {text('campaigns.leftOut', { count: leftOut.reduce((sum, { patients }) => sum + patients, 0) })}
      </li>
      {leftOut.map(({ reason, patients }) => (
        <li key={reason}>
          <b>{numbers.count(patients)}</b> {text(leftOutWords[reason])}
        </li>
      ))}
    </ul>
  )
}
