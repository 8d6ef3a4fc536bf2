import { Checkbox, MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import type { RecallTypeRow } from '../../../../src/recall/contract/recall-type-pages.ts'
import { useText } from '../../messages/use-text.ts'
import { benchmarkWords } from '../field-words.ts'
import classes from './form.module.css'
import type { TypeForm } from './use-type-form.ts'

interface LinkFieldsProps {
  readonly form: TypeForm
  /** Every other type. */
  readonly others: readonly RecallTypeRow[]
}

/** How it stands with other types. */
export function LinkFields({ form, others }: LinkFieldsProps) {
  const text = useText()
  const types = others.map(({ key, name }) => ({ value: key, label: name }))
  return (
    <div className={classes['form']}>
      <MultiSelect
        label={text('recallTypes.supersededBy')}
        description={text('recallTypeForm.supersededByHelp')}
        data={types}
        searchable
        hidePickedOptions
        {...form.getInputProps('supersededBy')}
      />
      {form.values.supersededBy.length > 0 && (
        <Checkbox
          label={text('recallTypeForm.sharesTriggers')}
          {...form.getInputProps('sharesTriggers', { type: 'checkbox' })}
        />
      )}
      <MultiSelect
        label={text('recallTypes.succeeds')}
        description={text('recallTypeForm.succeedsHelp')}
        data={types}
        searchable
        hidePickedOptions
        {...form.getInputProps('succeeds')}
      />
      <NumberInput
        classNames={{ wrapper: classes['number'] ?? '' }}
        label={text('recallTypes.priority')}
        description={text('recallTypeForm.priorityHelp')}
        allowDecimal={false}
        allowNegative={false}
        {...form.getInputProps('priority')}
      />
    </div>
  )
}

const benchmarks = ['dental', 'annual_preventive', 'chronic', 'specialist_follow_up'] as const

/** Who says so, and when that is read again. */
export function SourceFields({ form }: { readonly form: TypeForm }) {
  const text = useText()
  return (
    <div className={classes['form']}>
      <Textarea
        label={text('recallTypes.source')}
        description={text('recallTypeForm.sourceHelp')}
        required
        autosize
        minRows={2}
        maxLength={500}
        {...form.getInputProps('source')}
      />
      <TextInput
        type="url"
        label={text('recallTypes.sourceUrl')}
        placeholder="https://"
        {...form.getInputProps('sourceUrl')}
      />
      <TextInput
        type="date"
        classNames={{ wrapper: classes['number'] ?? '' }}
        label={text('recallTypes.reviewOn')}
        description={text('recallTypeForm.reviewHelp')}
        {...form.getInputProps('reviewOn')}
      />
      <Select
        label={text('recallTypes.benchmark')}
        description={text('recallTypeForm.benchmarkHelp')}
        data={[
          { value: 'none', label: text('recallTypeForm.noBenchmark') },
          ...benchmarks.map((value) => ({ value, label: text(benchmarkWords[value]) })),
        ]}
        {...form.getInputProps('benchmark')}
      />
    </div>
  )
}
