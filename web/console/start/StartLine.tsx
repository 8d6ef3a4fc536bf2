import { Link } from '@tanstack/react-router'
import { Meter } from '../../ui/figure/Figure.tsx'
import { useNumbers } from '../../ui/numbers.ts'
import { useMayRun } from '../campaigns/use-campaigns.ts'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'
import classes from './start.module.css'
import { stepTitles } from './step-words.ts'
import { doneOf, useStart } from './use-start.ts'

/** On Today, for who runs the clinic: how far the start is and what comes next; gone when it is finished or left. */
export function StartLine() {
  const text = useText()
  const numbers = useNumbers()
  const { data } = useStart({ enabled: useMayRun() })
  const next = data?.steps.find(({ place }) => place === 'now')
  if (data === undefined || data.left !== null || next === undefined) return null
  const { done, all } = doneOf(data)
  const words = text('start.line', {
    done: numbers.count(done),
    all: numbers.count(all),
    next: text(stepTitles[next.step]),
  })
  return (
    <div className={classes['line']}>
      <span className={classes['lineMeter']}>
        <Meter label={text('start.progress', { done, all })} value={done / all} />
      </span>
      <span className={classes['lineWords']}>{words}</span>
      <Link to={paths.start}>{text('start.goOn')}</Link>
    </div>
  )
}
