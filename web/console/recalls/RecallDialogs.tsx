import { IntervalDialog } from './IntervalDialog.tsx'
import { MoveDueDialog } from './MoveDueDialog.tsx'
import { PauseDialog } from './PauseDialog.tsx'
import type { RecallSubject } from './recall-subject.ts'
import { SilenceDialog } from './SilenceDialog.tsx'
import { WhyDueDialog } from './why/WhyDueDialog.tsx'

/** What is asked about a recall. */
export type RecallAsk = 'why' | 'pause' | 'silence' | 'interval' | 'move'

interface RecallDialogsProps {
  readonly recall: RecallSubject | null
  /** Null: no dialog is open. */
  readonly ask: RecallAsk | null
  readonly onClose: () => void
}

/** The dialogs about one recall of one patient, one at a time. */
export function RecallDialogs({ recall, ask, onClose }: RecallDialogsProps) {
  const asked = (kind: RecallAsk) => (ask === kind ? recall : null)
  const pausing = asked('pause')
  return (
    <>
      <WhyDueDialog recall={asked('why')} isDue onClose={onClose} />
      <PauseDialog recalls={pausing ? [pausing] : []} onClose={onClose} />
      <SilenceDialog recall={asked('silence')} onClose={onClose} />
      <IntervalDialog recall={asked('interval')} onClose={onClose} />
      <MoveDueDialog recall={asked('move')} onClose={onClose} />
    </>
  )
}
