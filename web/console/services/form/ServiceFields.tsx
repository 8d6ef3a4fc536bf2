import { Autocomplete, Checkbox, NumberInput, TextInput } from '@mantine/core'
import type { Ref, SubmitEventHandler } from 'react'
import type { PlannedService, Schedule } from '../../../../src/scheduling/contract/schedule-pages.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { useText } from '../../messages/use-text.ts'
import { ChoiceList } from './ChoiceList.tsx'
import classes from './schedule-form.module.css'
import type { ServiceForm } from './service-values.ts'
import { useWantedKeys } from './use-wanted-keys.ts'

interface ServiceFieldsProps {
  readonly ref: Ref<HTMLFormElement>
  readonly form: ServiceForm
  /** Null: a new one. */
  readonly row: PlannedService | null
  readonly schedule: Schedule
  readonly onSubmit: SubmitEventHandler<HTMLFormElement>
}

/** What patients come for, how long it takes, and who gives it. */
export function ServiceFields({ ref, form, row, schedule, onSubmit }: ServiceFieldsProps) {
  const text = useText()
  const resources = schedule.resources.filter(({ endedAt }) => endedAt === null)
  return (
    <form ref={ref} noValidate onSubmit={onSubmit}>
      <Section title={text('services.service')}>
        <WhatFields form={form} row={row} schedule={schedule} />
      </Section>
      <Section title={text('services.givenBy')}>
        {resources.length === 0 ? (
          <p className={classes['help']}>{text('services.noGivers')}</p>
        ) : (
          <ChoiceList
            label={text('services.chooseGivers')}
            all={text('services.everybody')}
            choices={resources}
            chosen={form.values.resourceIds}
            onChoose={(resourceIds) => form.setFieldValue('resourceIds', resourceIds)}
          />
        )}
      </Section>
    </form>
  )
}

type WhatFieldsProps = Pick<ServiceFieldsProps, 'form' | 'row' | 'schedule'>

function WhatFields({ form, row, schedule }: WhatFieldsProps) {
  const text = useText()
  return (
    <div className={classes['form']}>
      <TextInput
        label={text('services.name')}
        description={text('services.nameHelp')}
        required
        maxLength={120}
        {...form.getInputProps('name')}
      />
      <NumberInput
        label={text('services.minutesLabel')}
        classNames={{ wrapper: classes['number'] ?? '' }}
        required
        min={0}
        step={5}
        allowDecimal={false}
        clampBehavior="none"
        {...form.getInputProps('minutes')}
      />
      <Checkbox
        label={text('services.bookableLabel')}
        {...form.getInputProps('bookable', { type: 'checkbox' })}
      />
      {row === null ? (
        <KeyField form={form} schedule={schedule} />
      ) : (
        <p className={classes['help']}>{text('services.keyStays', { key: row.key })}</p>
      )}
      <NumberInput
        label={text('services.valueLabel', { currency: schedule.currency })}
        description={text('services.valueHelp')}
        classNames={{ wrapper: classes['number'] ?? '' }}
        min={0}
        max={1_000_000}
        decimalScale={2}
        {...form.getInputProps('value')}
      />
      <TextInput
        label={text('services.speciality')}
        description={text('services.specialityHelp')}
        maxLength={80}
        {...form.getInputProps('speciality')}
      />
    </div>
  )
}

/** Codes that recall types wait for are offered first: without a service of that code nobody can be booked for them. */
function KeyField({ form, schedule }: Omit<WhatFieldsProps, 'row'>) {
  const text = useText()
  const wanted = useWantedKeys(schedule.services)
  return (
    <Autocomplete
      label={text('services.key')}
      description={text('services.keyHelp')}
      data={wanted.length === 0 ? [] : [{ group: text('services.wantedKey'), items: [...wanted] }]}
      maxLength={40}
      {...form.getInputProps('key')}
    />
  )
}
