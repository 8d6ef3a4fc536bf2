import { NumberInput, Select } from '@mantine/core'
import { useText } from '../../messages/use-text.ts'
import { CodeGroups } from './CodeFields.tsx'
import classes from './form.module.css'
import { IntervalPair } from './TimeFields.tsx'
import type { TypeForm } from './use-type-form.ts'

/** Age on the due date, sex, conditions, and a closer interval for who is at risk. */
export function WhomFields({ form }: { readonly form: TypeForm }) {
  const text = useText()
  return (
    <div className={classes['form']}>
      <div className={classes['pair']}>
        <NumberInput
          label={text('recallTypeForm.ageFrom')}
          allowDecimal={false}
          allowNegative={false}
          {...form.getInputProps('ageFrom')}
        />
        <NumberInput
          label={text('recallTypeForm.ageTo')}
          allowDecimal={false}
          allowNegative={false}
          {...form.getInputProps('ageTo')}
        />
      </div>
      <p className={classes['intro']}>{text('recallTypeForm.ageHelp')}</p>
      <Select
        label={text('recallTypes.sex')}
        data={[
          { value: 'any', label: text('recallTypeForm.everybody') },
          { value: 'female', label: text('recallTypeForm.women') },
          { value: 'male', label: text('recallTypeForm.men') },
        ]}
        {...form.getInputProps('sex')}
      />
      <CodeGroups
        form={form}
        field="conditions"
        label={text('recallTypes.conditions')}
        add={text('recallTypeForm.addCondition')}
      />
      <CodeGroups
        form={form}
        field="excludedConditions"
        label={text('recallTypes.excludedConditions')}
        add={text('recallTypeForm.addExcluded')}
      />
      <CodeGroups
        form={form}
        field="riskConditions"
        label={text('recallTypes.risk')}
        add={text('recallTypeForm.addRisk')}
      />
      {form.values.riskConditions.length > 0 && (
        <fieldset className={classes['group']}>
          <legend>{text('recallTypeForm.riskInterval')}</legend>
          <IntervalPair form={form} months="riskMonths" days="riskDays" />
        </fieldset>
      )}
    </div>
  )
}
