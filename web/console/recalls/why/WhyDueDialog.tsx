import { Modal, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Explanation } from '../../../../src/recall/contract/explanation.ts'
import { InDialogContext } from '../../../ui/hotkeys/use-hotkey.ts'
import { Notice } from '../../../ui/states/Notice.tsx'
import { Trace } from '../../../ui/trace/Trace.tsx'
import { get } from '../../api/client.ts'
import { useText } from '../../messages/use-text.ts'
import { LoadFailure } from '../../shell/LoadFailure.tsx'
import { State } from '../../states/State.tsx'
import classes from '../recalls.module.css'
import type { RecallKey } from '../use-recall-changes.ts'
import { useWhySteps } from './use-why-steps.ts'

interface WhyDueDialogProps {
  /** Null: the dialog is closed. */
  readonly recall: (RecallKey & { readonly typeName: string }) | null
  /** Whether there is a date to explain, or why there is none. */
  readonly isDue: boolean
  readonly onClose: () => void
}

/** Where a due date comes from, fact by fact, or why a type is not due. */
export function WhyDueDialog({ recall, isDue, onClose }: WhyDueDialogProps) {
  const text = useText()
  const type = recall?.typeName ?? ''
  return (
    <Modal
      opened={recall !== null}
      onClose={onClose}
      title={text(isDue ? 'recallWhy.title' : 'recallWhy.titleNone', { type })}
      closeButtonProps={{ 'aria-label': text('recallWhy.close') }}
      size={520}
    >
      <InDialogContext value={true}>{recall && <Why recall={recall} />}</InDialogContext>
    </Modal>
  )
}

function Why({ recall }: { readonly recall: RecallKey }) {
  const text = useText()
  const { patientId, typeKey } = recall
  const query = useQuery({
    queryKey: ['recall-why', patientId, typeKey],
    queryFn: ({ signal }) => get<Explanation>(`/api/recall/${patientId}/${typeKey}/why`, {}, signal),
  })
  if (query.data) return <Explained why={query.data} />
  if (query.isPending)
    return (
      <div className={classes['why']} aria-busy="true">
        {[220, 300, 260, 180].map((width) => (
          <Skeleton key={width} height={10} width={width} />
        ))}
      </div>
    )
  return (
    <LoadFailure title={text('recallWhy.failed')} error={query.error} onRetry={() => void query.refetch()} />
  )
}

function Explained({ why }: { readonly why: Explanation }) {
  const text = useText()
  const steps = useWhySteps()
  return (
    <div className={classes['why']}>
      {!why.isSettled && (
        <Notice tone="attention" title={text('recallWhy.unsettled')}>
          {text('recallWhy.unsettledText')}
        </Notice>
      )}
      <p className={classes['answer']}>
        {why.obstacle === null ? text('recallWhy.due', { due: why.due?.text ?? '' }) : text('recallWhy.none')}
        {why.status !== null && <State of="recall" state={why.status} />}
      </p>
      {why.obstacle !== null && (
        <p className={classes['intro']}>{text('recallWhy.obstacle', { obstacle: why.obstacle })}</p>
      )}
      <Trace entries={steps(why)} />
    </div>
  )
}
