import { type ReactNode, useEffect, useRef } from 'react'
import type { AudienceCount } from '../../../../src/campaigns/contract/audience.ts'
import type { WordingFault } from '../../../../src/campaigns/contract/wording.ts'
import { Icon } from '../../../ui/icon/Icon.tsx'
import type { IconName } from '../../../ui/icon/icon-paths.ts'
import { useNumbers } from '../../../ui/numbers.ts'
import { useText } from '../../messages/use-text.ts'
import { type CampaignDocument, messagesOfStep, stepsOf } from '../campaign-document.ts'
import { stepWords } from '../campaign-words.ts'
import classes from './plan.module.css'
import { OwnMark } from './texts/OwnMark.tsx'
import { hasOwnText } from './texts/own-texts.ts'
import { useStepWords } from './use-step-words.ts'

interface PlanProps {
  readonly document: CampaignDocument
  readonly count: AudienceCount | undefined
  /** What keeps texts of the document from being sent. */
  readonly faults: readonly WordingFault[]
  readonly part: string
  readonly onPart: (part: string) => void
}

/** The way of a patient through the campaign, step by step; also the way around this page. */
export function Plan({ document, count, faults, part, onPart }: PlanProps) {
  const text = useText()
  const words = useStepWords()
  const steps = stepsOf(document)
  const item = (one: (typeof steps)[number]) => (
    <PlanItem
      key={one.part}
      icon={one.step.channels[0] === 'email' ? 'mail' : 'message'}
      title={text(stepWords[one.step.kind])}
      note={words.channels(one.step)}
      before={words.when(one)}
      mark={
        <OwnMark
          isOwn={messagesOfStep(one.step).some((message) => hasOwnText(document, message))}
          hasFault={faults.some(({ message }) => messagesOfStep(one.step).includes(message))}
        />
      }
      isCurrent={part === one.part}
      onOpen={() => onPart(one.part)}
    />
  )
  return (
    <nav className={classes['plan']} aria-label={text('campaigns.plan')}>
      <ol className={classes['steps']}>
        <PlanItem
          icon="people"
          title={text('campaigns.audience')}
          note={count ? text('campaigns.patients', { count: count.reachable }) : text('campaigns.counting')}
          isCurrent={part === 'audience'}
          onOpen={() => onPart('audience')}
        />
        {steps.filter(({ follows }) => follows === 'enrolment').map(item)}
        <PlanItem
          icon="flag"
          title={text('campaigns.limits')}
          note={text('campaigns.holdOutPercent', { share: Math.round(document.holdOutShare * 100) })}
          before={text('campaigns.endsAfter', { count: document.ends.exhaustedAfterDays })}
          isCurrent={part === 'limits'}
          onOpen={() => onPart('limits')}
        />
      </ol>
      {document.appointmentSteps.length > 0 && (
        <>
          <h2 className={classes['heading']}>{text('campaigns.afterBooking')}</h2>
          <ol className={classes['steps']}>{steps.filter(({ follows }) => follows === 'visit').map(item)}</ol>
        </>
      )}
      <PlanNotes document={document} count={count} />
    </nav>
  )
}

interface PlanItemProps {
  readonly icon: IconName
  readonly title: string
  readonly note: string
  /** What lies between the step before and this one. */
  readonly before?: string
  readonly mark?: ReactNode
  readonly isCurrent: boolean
  readonly onOpen: () => void
}

function PlanItem({ icon, title, note, before, mark, isCurrent, onOpen }: PlanItemProps) {
  const button = useRef<HTMLButtonElement>(null)
  // On a phone the steps are a strip that is wider than the screen.
  useEffect(() => {
    if (isCurrent) button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [isCurrent])
  return (
    <li className={classes['item']}>
      {before && <p className={classes['before']}>{before}</p>}
      <button
        ref={button}
        type="button"
        className={classes['step']}
        aria-current={isCurrent ? 'step' : undefined}
        onClick={onOpen}
      >
        <span className={classes['icon']}>
          <Icon name={icon} />
        </span>
        <span className={classes['titles']}>
          <b>{title}</b>
          <span>{note}</span>
        </span>
        {mark && <span className={classes['mark']}>{mark}</span>}
      </button>
    </li>
  )
}

function PlanNotes({ document, count }: Pick<PlanProps, 'document' | 'count'>) {
  const text = useText()
  const numbers = useNumbers()
  return (
    <dl className={classes['notes']}>
      <dt>{text('campaigns.leavesOn')}</dt>
      <dd>{text('campaigns.leavesOnText')}</dd>
      <dt>{text('campaigns.holdOut')}</dt>
      <dd>
        {document.holdOutShare === 0
          ? text('campaigns.noHoldOut')
          : count
            ? text('campaigns.holdOutNow', {
                percent: numbers.percent(document.holdOutShare),
                held: numbers.count(count.heldOut),
                reachable: numbers.count(count.reachable),
              })
            : numbers.percent(document.holdOutShare)}
      </dd>
    </dl>
  )
}
