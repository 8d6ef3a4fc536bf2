import { NumberInput, Radio } from '@mantine/core'
import { useText } from '../../messages/use-text.ts'
import classes from './form.module.css'
import type { TypeForm } from './use-type-form.ts'

const whole = { allowDecimal: false, allowNegative: false } as const

interface TimeFieldsProps {
  readonly form: TypeForm
}

/** How often, how long before it is announced, and when the patient counts as drifted away. */
export function TimeFields({ form }: TimeFieldsProps) {
  const text = useText()
  const { rhythm, lapses } = form.values
  return (
    <div className={classes['form']}>
      <Radio.Group label={text('recallTypeForm.rhythm')} {...form.getInputProps('rhythm')}>
        <div className={classes['choices']}>
          <Radio value="again" label={text('recallTypeForm.again')} />
          <Radio value="once" label={text('recallTypeForm.once')} />
        </div>
      </Radio.Group>
      {rhythm === 'again' && <IntervalPair form={form} months="months" days="days" />}
      <NumberInput
        classNames={{ wrapper: classes['number'] ?? '' }}
        label={text('recallTypeForm.dueSoon')}
        description={text('recallTypeForm.dueSoonHelp')}
        suffix={` ${text('recallTypeForm.days')}`}
        {...whole}
        {...form.getInputProps('dueSoonDays')}
      />
      <Radio.Group label={text('recallTypes.grace')} {...form.getInputProps('lapses')}>
        <div className={classes['choices']}>
          <Radio value="after" label={text('recallTypeForm.lapsesAfter')} />
          <Radio value="never" label={text('recallTypeForm.lapsesNever')} />
        </div>
      </Radio.Group>
      {lapses === 'after' && (
        <NumberInput
          classNames={{ wrapper: classes['number'] ?? '' }}
          label={text('recallTypeForm.graceDays')}
          suffix={` ${text('recallTypeForm.days')}`}
          {...whole}
          {...form.getInputProps('graceDays')}
        />
      )}
    </div>
  )
}

interface IntervalPairProps extends TimeFieldsProps {
  readonly months: 'months' | 'riskMonths'
  readonly days: 'days' | 'riskDays'
}

export function IntervalPair({ form, months, days }: IntervalPairProps) {
  const text = useText()
  return (
    <div className={classes['pair']}>
      <NumberInput label={text('recalls.monthsField')} {...whole} {...form.getInputProps(months)} />
      <NumberInput label={text('recalls.daysField')} {...whole} {...form.getInputProps(days)} />
    </div>
  )
}
