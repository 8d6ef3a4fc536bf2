import { Radio, Select } from '@mantine/core'
import type { MessageKey } from '../../messages/keys.ts'
import { useText } from '../../messages/use-text.ts'
import { AddButton, CodeFields, RemoveButton } from './CodeFields.tsx'
import classes from './form.module.css'
import { ServiceSelect } from './ServiceSelect.tsx'
import { newTrigger, type OwnTriggerKind } from './type-values.ts'
import type { TypeForm } from './use-type-form.ts'

const kinds = [
  ['visit', 'recallTypeForm.kindVisit'],
  ['procedure', 'recallTypeForm.kindProcedure'],
  ['diagnosis', 'recallTypeForm.kindDiagnosis'],
  ['result', 'recallTypeForm.kindResult'],
  ['plan_end', 'recallTypeForm.kindPlan'],
] as const satisfies readonly (readonly [OwnTriggerKind, MessageKey])[]

const fallbacks = [
  ['none', 'recallTypeForm.fallbackNone'],
  ['any_visit', 'recallTypeForm.fallbackVisit'],
  ['never_done', 'recallTypeForm.fallbackNever'],
] as const

/** What the next due date is counted from, and for whom nothing of that is on record. */
export function TriggerFields({ form }: { readonly form: TypeForm }) {
  const text = useText()
  const { triggers } = form.values
  return (
    <div className={classes['form']}>
      <p className={classes['intro']}>{text('recallTypeForm.triggersHelp')}</p>
      {triggers.map(({ kind, codes }, index) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: the form keeps the values, not the elements
          key={index}
          className={classes['group']}
        >
          <legend>{text('recallTypeForm.trigger', { number: index + 1 })}</legend>
          <Select
            label={text('recallTypeForm.kind')}
            data={kinds.map(([value, label]) => ({ value, label: text(label) }))}
            {...form.getInputProps(`triggers.${index}.kind`)}
            onChange={(value) =>
              form.setFieldValue(`triggers.${index}`, {
                kind: kinds.find(([one]) => one === value)?.[0] ?? 'visit',
                system: '',
                codes: [],
              })
            }
          />
          {kind === 'visit' ? (
            <ServiceSelect
              label={text('recallTypeForm.visits')}
              help={text('recallTypeForm.visitsHelp')}
              form={form}
              path={`triggers.${index}.codes`}
              value={codes}
              takesCodes
            />
          ) : (
            <CodeFields form={form} path={`triggers.${index}`} />
          )}
          {kind === 'plan_end' && <p className={classes['intro']}>{text('recallTypeForm.anyPlan')}</p>}
          <RemoveButton
            label={text('recallTypeForm.remove')}
            onRemove={() => form.removeListItem('triggers', index)}
          />
        </fieldset>
      ))}
      {form.errors['triggers'] && (
        <p className={classes['error']} role="alert">
          {form.errors['triggers']}
        </p>
      )}
      <AddButton
        label={text('recallTypeForm.addTrigger')}
        onAdd={() => form.insertListItem('triggers', { ...newTrigger, codes: [] })}
      />
      <Radio.Group label={text('recallTypeForm.fallback')} {...form.getInputProps('fallback')}>
        <div className={classes['choices']}>
          {fallbacks.map(([value, label]) => (
            <Radio key={value} value={value} label={text(label)} />
          ))}
        </div>
      </Radio.Group>
    </div>
  )
}
