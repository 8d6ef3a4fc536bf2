import { criteriaChoices } from '../../../../../src/campaigns/contract/criteria-choices.ts'
import { useText } from '../../../messages/use-text.ts'
import { useChoices } from '../use-choices.ts'
import { FreeList, SomeOf } from './Fields.tsx'
import type { FormProps } from './form-props.ts'
import { withChosen } from './VisitForms.tsx'

export function RecallStatusForm({ criterion, onChange }: FormProps<'recall_status'>) {
  const text = useText()
  const { choices } = useChoices()
  return (
    <>
      <SomeOf
        label={text('audienceEditor.statuses')}
        options={criteriaChoices.statuses.map((value) => ({
          value,
          label: text(`audiences.status.${value}`),
        }))}
        value={criterion.statuses}
        onChange={(statuses) => onChange({ ...criterion, statuses })}
      />
      <SomeOf
        label={text('audienceEditor.recallTypes')}
        help={text('audienceEditor.noneIsAnyType')}
        options={withChosen(choices.recallTypes, criterion.types)}
        value={criterion.types}
        onChange={(types) => onChange({ ...criterion, types })}
      />
    </>
  )
}

export function LapseForm({ criterion, onChange }: FormProps<'lapse'>) {
  const text = useText()
  return (
    <SomeOf
      label={text('audienceEditor.kindLapse')}
      options={criteriaChoices.bands.map((value) => ({ value, label: text(`audiences.band.${value}`) }))}
      value={criterion.bands}
      onChange={(bands) => onChange({ kind: 'lapse', bands })}
    />
  )
}

export function DriftReasonForm({ criterion, onChange }: FormProps<'drift_reason'>) {
  const text = useText()
  return (
    <SomeOf
      label={text('audienceEditor.kindDriftReason')}
      options={criteriaChoices.reasons.map((value) => ({ value, label: text(`audiences.drift.${value}`) }))}
      value={criterion.anyOf}
      onChange={(anyOf) => onChange({ kind: 'drift_reason', anyOf })}
    />
  )
}

export function ConditionForm({ criterion, onChange }: FormProps<'condition'>) {
  const text = useText()
  return (
    <FreeList
      label={text('audienceEditor.codes')}
      help={text('audienceEditor.codesHelp')}
      value={criterion.codes}
      onChange={(codes) => onChange({ kind: 'condition', codes })}
    />
  )
}
