import { Select, TextInput } from '@mantine/core'
import type { Ref, SubmitEventHandler } from 'react'
import type { PlannedResource, Schedule } from '../../../../src/scheduling/contract/schedule-pages.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { Notice } from '../../../ui/states/Notice.tsx'
import { useText } from '../../messages/use-text.ts'
import { kindWords } from '../kind-words.ts'
import { ChoiceList } from './ChoiceList.tsx'
import type { PersonForm } from './person-values.ts'
import classes from './schedule-form.module.css'
import { WeekFields } from './WeekFields.tsx'

interface PersonFieldsProps {
  readonly ref: Ref<HTMLFormElement>
  readonly form: PersonForm
  /** Null: a new one. */
  readonly row: PlannedResource | null
  readonly schedule: Schedule
  readonly onSubmit: SubmitEventHandler<HTMLFormElement>
}

const kinds = ['practitioner', 'chair', 'room'] as const

/** Who or what it is, what it gives, and when. */
export function PersonFields({ ref, form, row, schedule, onSubmit }: PersonFieldsProps) {
  const text = useText()
  const services = schedule.services.filter(({ endedAt }) => endedAt === null)
  return (
    <form ref={ref} noValidate onSubmit={onSubmit}>
      <Section title={text('services.who')}>
        <WhoFields form={form} isImported={row?.isImported ?? false} zone={schedule.zone} />
      </Section>
      <Section title={text('services.weeklyHours')}>
        {row?.hasSlots ? (
          <p className={classes['help']}>{text('services.ofPractice')}</p>
        ) : (
          <WeekFields form={form} />
        )}
      </Section>
      <Section title={text('services.gives')}>
        {services.length === 0 ? (
          <p className={classes['help']}>{text('services.noServicesToGive')}</p>
        ) : (
          <ChoiceList
            label={text('services.chooseServices')}
            all={text('services.allServices')}
            choices={services}
            chosen={form.values.serviceIds}
            onChoose={(serviceIds) => form.setFieldValue('serviceIds', serviceIds)}
          />
        )}
      </Section>
    </form>
  )
}

interface WhoFieldsProps {
  readonly form: PersonForm
  readonly isImported: boolean
  readonly zone: string
}

function WhoFields({ form, isImported, zone }: WhoFieldsProps) {
  const text = useText()
  return (
    <div className={classes['form']}>
      {isImported && <Notice tone="info" title={text('services.ofRecords')} />}
      <TextInput
        label={text('services.name')}
        description={text('services.nameHelp')}
        required
        maxLength={120}
        disabled={isImported}
        {...form.getInputProps('name')}
      />
      <Select
        label={text('services.kind')}
        data={kinds.map((value) => ({ value, label: text(kindWords[value]) }))}
        allowDeselect={false}
        disabled={isImported}
        {...form.getInputProps('kind')}
      />
      <TextInput
        label={text('services.speciality')}
        description={text('services.specialityHelp')}
        maxLength={80}
        {...form.getInputProps('speciality')}
      />
      <Select
        label={text('services.zone')}
        description={text('services.zoneHelp', { zone })}
        data={Intl.supportedValuesOf('timeZone')}
        searchable
        clearable
        limit={50}
        placeholder={zone}
        disabled={isImported}
        {...form.getInputProps('zone')}
      />
    </div>
  )
}
