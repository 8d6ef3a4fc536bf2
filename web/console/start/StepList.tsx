import { Status } from '../../ui/status/Status.tsx'
import { useText } from '../messages/use-text.ts'
import classes from './start.module.css'
import { gapWords, type StepFacts, stepReasons, stepTitles } from './step-words.ts'

interface StepListProps {
  readonly steps: readonly StepFacts[]
  readonly numberOf: (step: string) => number
}

/** Steps for later with why they come, and those that are done with what is still worth doing. */
export function StepList({ steps, numberOf }: StepListProps) {
  const text = useText()
  return (
    <ol className={classes['list']}>
      {steps.map(({ step, place, gaps }) => (
        <li key={step} className={classes['listed']}>
          <Status
            look={place === 'done' ? 'done' : 'waiting'}
            word={text('start.numbered', { number: numberOf(step), title: text(stepTitles[step]) })}
          />
          <span className={classes['quiet']}>
            {place === 'later'
              ? text(stepReasons[step])
              : gaps.map(({ what, count }) => text(gapWords[what], { count: count ?? 0 })).join(' ')}
          </span>
        </li>
      ))}
    </ol>
  )
}
