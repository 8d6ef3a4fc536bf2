import { useEffect, useRef, useState } from 'react'
import type { LeafCriterion } from '../../../../src/campaigns/contract/criteria-choices.ts'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { useText } from '../../messages/use-text.ts'
import { CriterionForm } from './criteria/CriterionForm.tsx'
import { blank, isPlain, kindWords } from './criteria/kinds.ts'
import { whatIsMissing } from './criteria/what-is-missing.ts'
import classes from './editor.module.css'
import { KindMenu } from './KindMenu.tsx'

/** What the criterion is about, then its fields; one without fields is there at once. */
export function NewCriterion({ onAdd }: { readonly onAdd: (criterion: LeafCriterion) => void }) {
  const [criterion, setCriterion] = useState<LeafCriterion | null>(null)
  if (criterion === null)
    return (
      <KindMenu
        onKind={(kind) => {
          if (isPlain(kind)) onAdd(blank(kind))
          else setCriterion(blank(kind))
        }}
      />
    )
  return (
    <NewForm criterion={criterion} onChange={setCriterion} onAdd={onAdd} onOther={() => setCriterion(null)} />
  )
}

interface NewFormProps {
  readonly criterion: LeafCriterion
  readonly onChange: (criterion: LeafCriterion) => void
  readonly onAdd: (criterion: LeafCriterion) => void
  readonly onOther: () => void
}

function NewForm({ criterion, onChange, onAdd, onOther }: NewFormProps) {
  const text = useText()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const isWhole = whatIsMissing(criterion) === undefined
  return (
    <form
      ref={form}
      className={classes['new']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole) onAdd(criterion)
      }}
    >
      <h3 className={classes['newTitle']}>{text(kindWords[criterion.kind])}</h3>
      <CriterionForm key={criterion.kind} criterion={criterion} onChange={onChange} />
      <div className={classes['buttons']}>
        <ActionButton
          label={text('audienceEditor.add')}
          look="main"
          size="row"
          combo="Ctrl+Enter"
          whileTyping
          onRun={isWhole ? () => onAdd(criterion) : undefined}
        />
        <ActionButton label={text('audienceEditor.another')} look="bare" size="row" onRun={onOther} />
      </div>
    </form>
  )
}
