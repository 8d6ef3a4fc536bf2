import type { CleanupSummary } from '../../../src/recall/contract/cleanup.ts'
import { Meter } from '../../ui/figure/Figure.tsx'
import { useNumbers } from '../../ui/numbers.ts'
import { useText } from '../messages/use-text.ts'
import classes from './cleanup.module.css'
import { useDeadlineWords } from './fact-words.ts'

/** How far what was given to somebody has come, and until when. */
export function CleanupProgress({ progress }: Pick<CleanupSummary, 'progress'>) {
  const text = useText()
  const numbers = useNumbers()
  const deadline = useDeadlineWords()
  const { done, of } = progress
  if (of === 0) return <span className={classes['quiet']}>{text('cleanup.nobodyHasAny')}</span>
  const words = text('cleanup.progress', { done: numbers.count(done), of: numbers.count(of) })
  const left = done === of ? '' : deadline(progress)
  return (
    <span className={classes['progress']}>
      <Meter label={words} value={done / of} />
      <span>{left === '' ? words : `${words}, ${left}`}</span>
    </span>
  )
}
