import type { PatientCard } from '../../../../src/insights/contract/patient-card.ts'
import { useText } from '../../messages/use-text.ts'
import { useUsedIntervalWords } from '../../recalls/interval-words.ts'
import { useOverdueWords } from '../../recalls/overdue-words.ts'
import { useSaidWords, useSilenceWords } from '../../recalls/said-words.ts'
import { State } from '../../states/State.tsx'
import classes from './card.module.css'

type Recall = PatientCard['recalls'][number]

/** One recall: its date and interval, where it stands, and below it who changed what and why. */
export function CardRecallLines({ recall }: { readonly recall: Recall }) {
  const text = useText()
  const overdue = useOverdueWords()
  const interval = useUsedIntervalWords()
  const { due, bookedAt } = recall
  const isOpen = recall.status !== 'booked' && recall.status !== 'paused'
  return (
    <div className={classes['lineText']}>
      <div className={classes['ends']}>
        <span className={classes['strong']}>{recall.name}</span>
        <State of="recall" state={recall.status} />
      </div>
      <div className={classes['small']}>
        <span>{text('patients.dueOn', { due: due.text })}</span>
        {recall.interval && <span>{interval(recall.interval)}</span>}
        {isOpen && <span>{overdue.long(recall.overdueDays)}</span>}
        {bookedAt && (
          <span>
            {text(recall.isUnclear ? 'patients.bookedUnclear' : 'patients.bookedAt', { at: bookedAt.text })}
          </span>
        )}
      </div>
      <ByHand recall={recall} />
    </div>
  )
}

function ByHand({ recall }: { readonly recall: Recall }) {
  const text = useText()
  const said = useSaidWords()
  const silenceWords = useSilenceWords()
  const { dueComputed, movedBy, arranged, pause, silences } = recall
  return (
    <>
      {dueComputed && movedBy && (
        <div className={classes['small']}>
          <span>{text('patients.movedFrom', { computed: dueComputed.text, name: movedBy.name })}</span>
          {movedBy.reason !== null && <span>{text('patients.quote', { words: movedBy.reason })}</span>}
        </div>
      )}
      {arranged && <div className={classes['small']}>{said(arranged)}</div>}
      {pause && (
        <div className={classes['small']}>
          <span>{text('patients.pausedUntil', { until: pause.until.text })}</span>
          <span>{said({ ...pause, until: null })}</span>
        </div>
      )}
      {silences.map((silence) => (
        <div key={silence.kind} className={classes['small']}>
          <span>{silenceWords(silence)}</span>
          <span>{said(silence)}</span>
        </div>
      ))}
    </>
  )
}
