import { Modal } from '@mantine/core'
import type { TimelineEntry } from '../../../../src/insights/contract/timeline.ts'
import { useNumbers } from '../../../ui/numbers.ts'
import { Trace } from '../../../ui/trace/Trace.tsx'
import { useSession } from '../../api/session.ts'
import { useText } from '../../messages/use-text.ts'
import classes from './timeline.module.css'
import { useCheckWords } from './use-check-words.ts'

/** An entry that carries a decision of the gate. */
export type DecidedEntry = Extract<TimelineEntry, { kind: 'message' | 'decision' }>

/** What the gate came to, for the words around its trace. */
export function outcomeOf(entry: DecidedEntry): 'send' | 'hold' | 'skip' | 'exit' {
  if (entry.kind === 'decision') return entry.outcome
  return entry.state === 'withheld' || entry.state === 'expired' ? 'skip' : 'send'
}

interface WhyDialogProps {
  readonly entry: DecidedEntry | null
  readonly onClose: () => void
}

/** Every question the gate asked about a message, in its order, with the facts it rested on. */
export function WhyDialog({ entry, onClose }: WhyDialogProps) {
  const text = useText()
  return (
    <Modal
      opened={entry !== null}
      onClose={onClose}
      title={entry === null ? '' : text('patients.whyTitle', { outcome: outcomeOf(entry) })}
      closeButtonProps={{ 'aria-label': text('patients.close') }}
      size={520}
    >
      {entry !== null && <Why entry={entry} />}
    </Modal>
  )
}

function Why({ entry }: { readonly entry: DecidedEntry }) {
  const text = useText()
  const numbers = useNumbers()
  const { clinic } = useSession()
  const words = useCheckWords()
  if (entry.trace.length === 0) return <p className={classes['whyIntro']}>{text('patients.whyNoTrace')}</p>
  return (
    <div className={classes['why']}>
      <p className={classes['whyIntro']}>{text('patients.whyIntro', { at: entry.at.text })}</p>
      <Trace
        entries={entry.trace.map((check) => ({
          id: check.check,
          look: check.passed ? 'done' : 'withheld',
          lookWord: text(check.passed ? 'patients.whyPassed' : 'patients.whyFailed'),
          ...words(check),
        }))}
      />
      {entry.kind === 'message' && entry.parts > 0 && (
        <p className={classes['whyIntro']}>
          {text('patients.whyCost', {
            parts: entry.parts,
            cost: numbers.money(entry.costMinor, clinic.currency),
          })}
        </p>
      )}
    </div>
  )
}
