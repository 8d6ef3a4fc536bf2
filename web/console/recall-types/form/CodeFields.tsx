import { Autocomplete, Button, TagsInput } from '@mantine/core'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { useText } from '../../messages/use-text.ts'
import classes from './form.module.css'
import type { TypeForm } from './use-type-form.ts'

// Suggestions only: a practice system may name its codes otherwise.
const systems = ['ICD-10', 'SNOMED CT', 'LOINC', 'ICPC-2', 'CPT', 'CDT']

interface CodeFieldsProps {
  readonly form: TypeForm
  /** Of the group: `conditions.0`. */
  readonly path: string
}

/** Which codes, and of which system. */
export function CodeFields({ form, path }: CodeFieldsProps) {
  const text = useText()
  return (
    <>
      <Autocomplete
        label={text('recallTypeForm.system')}
        data={systems}
        maxLength={60}
        {...form.getInputProps(`${path}.system`)}
      />
      <TagsInput
        label={text('recallTypeForm.codes')}
        description={text('recallTypeForm.codesHelp')}
        acceptValueOnBlur
        splitChars={[',', ';', ' ']}
        maxTags={200}
        {...form.getInputProps(`${path}.codes`)}
      />
    </>
  )
}

interface CodeGroupsProps {
  readonly form: TypeForm
  readonly field: 'conditions' | 'excludedConditions' | 'riskConditions'
  readonly label: string
  readonly add: string
}

/** Codes of any number of systems; any one of them is enough. */
export function CodeGroups({ form, field, label, add }: CodeGroupsProps) {
  const text = useText()
  return (
    <>
      {form.values[field].map((_, index) => (
        // The fields have no other identity than their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: the form keeps the values, not the elements
        <fieldset key={index} className={classes['group']}>
          <legend>{label}</legend>
          <CodeFields form={form} path={`${field}.${index}`} />
          <RemoveButton
            onRemove={() => form.removeListItem(field, index)}
            label={text('recallTypeForm.remove')}
          />
        </fieldset>
      ))}
      <AddButton label={add} onAdd={() => form.insertListItem(field, { system: '', codes: [] })} />
    </>
  )
}

interface AddButtonProps {
  readonly label: string
  readonly onAdd: () => void
}

export function AddButton({ label, onAdd }: AddButtonProps) {
  return (
    <div>
      <Button size="xs" leftSection={<Icon name="plus" />} onClick={onAdd}>
        {label}
      </Button>
    </div>
  )
}

interface RemoveButtonProps {
  readonly label: string
  readonly onRemove: () => void
}

export function RemoveButton({ label, onRemove }: RemoveButtonProps) {
  return (
    <div>
      <Button size="xs" variant="subtle" leftSection={<Icon name="x" />} onClick={onRemove}>
        {label}
      </Button>
    </div>
  )
}
