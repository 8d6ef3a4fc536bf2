import type { WordingFault } from '../../../../../src/campaigns/contract/wording.ts'
import { StatusShape } from '../../../../ui/status/StatusShape.tsx'
import { useText } from '../../../messages/use-text.ts'
import { faultWords } from './fault-words.ts'
import classes from './texts.module.css'
import { useValueWords } from './value-words.ts'

interface TextFaultsProps {
  /** What the field they are about is described by. */
  readonly id: string
  readonly faults: readonly WordingFault[]
}

/** What is wrong with the text above, each with how to mend it; spoken when it comes and goes. */
export function TextFaults({ id, faults }: TextFaultsProps) {
  const text = useText()
  const values = useValueWords()
  const found = ({ kind, detail }: WordingFault) => {
    const isValue = kind.startsWith('value_') || kind === 'unknown_value' || kind === 'clinic_lacks'
    return { found: isValue ? `{${values.word(detail ?? '')}}` : (detail ?? '') }
  }
  return (
    <ul id={id} className={classes['faults']} aria-live="polite">
      {faults.map((fault) => (
        <li key={`${fault.part} ${fault.kind} ${fault.detail}`}>
          <StatusShape shape="cross" hue="bad" />
          <span>
            <b>{text(faultWords[fault.kind].what, found(fault))}</b>{' '}
            {text(faultWords[fault.kind].mend, found(fault))}
          </span>
        </li>
      ))}
    </ul>
  )
}
