import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { Meter } from '../../ui/figure/Figure.tsx'
import { useNumbers } from '../../ui/numbers.ts'
import { Page } from '../../ui/page/Page.tsx'
import { Section } from '../../ui/section/Section.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { Notice } from '../../ui/states/Notice.tsx'
import { useMayRun } from '../campaigns/use-campaigns.ts'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { OpenStep } from './OpenStep.tsx'
import { StepList } from './StepList.tsx'
import classes from './start.module.css'
import { doneOf, useStart, useStartChoice } from './use-start.ts'

/** What is the next thing to do for a clinic that has only just begun? */
export function Start() {
  const text = useText()
  const numbers = useNumbers()
  const { data, error, refetch } = useStart({ follows: true })
  const start = error ? undefined : data
  const counts = start && doneOf(start)
  return (
    <Page
      title={text('start.title')}
      note={
        counts && text('start.progress', { done: numbers.count(counts.done), all: numbers.count(counts.all) })
      }
      actions={start && counts && counts.done < counts.all && <Choice isLeft={start.left !== null} />}
      notice={
        start?.left && (
          <Notice tone="info" title={text('start.left', { by: start.left.by, at: start.left.at.text })}>
            {text('start.leftHelp')}
          </Notice>
        )
      }
    >
      {error ? (
        <LoadFailure title={text('start.failed')} error={error} onRetry={() => void refetch()} />
      ) : (
        start && <Steps start={start} />
      )}
    </Page>
  )
}

function Choice({ isLeft }: { readonly isLeft: boolean }) {
  const text = useText()
  const mayRun = useMayRun()
  const choosing = useStartChoice()
  if (!mayRun) return null
  return (
    <ActionButton
      label={text(isLeft ? 'start.goOn' : 'start.notNow')}
      isBusy={choosing.isPending}
      onRun={() => choosing.mutate(isLeft ? 'go_on' : 'not_now')}
    />
  )
}

function Steps({ start }: { readonly start: NonNullable<ReturnType<typeof useStart>['data']> }) {
  const text = useText()
  const { done, all } = doneOf(start)
  const at = (place: 'done' | 'now' | 'later') => start.steps.filter((step) => step.place === place)
  const [now, later, finished] = [at('now'), at('later'), at('done')]
  if (now.length === 0) {
    return <EmptyState title={text('start.finished')}>{text('start.finishedText')}</EmptyState>
  }
  const numberOf = (step: string) => start.steps.findIndex((one) => one.step === step) + 1
  return (
    <div className={classes['start']}>
      <div className={classes['meter']}>
        <Meter label={text('start.progress', { done, all })} value={done / all} />
        <p className={classes['lead']}>{text('start.lead')}</p>
      </div>
      <Section title={text('start.now')} note={text('start.nowNote', { count: now.length })}>
        <ol className={classes['steps']}>
          {now.map((step, index) => (
            <OpenStep
              key={step.step}
              step={step}
              number={numberOf(step.step)}
              isFirst={index === 0}
              clinicKey={start.clinicKey}
            />
          ))}
        </ol>
      </Section>
      {later.length > 0 && (
        <Section title={text('start.later')}>
          <StepList steps={later} numberOf={numberOf} />
        </Section>
      )}
      {finished.length > 0 && (
        <Section title={text('start.done')}>
          <StepList steps={finished} numberOf={numberOf} />
        </Section>
      )}
    </div>
  )
}
