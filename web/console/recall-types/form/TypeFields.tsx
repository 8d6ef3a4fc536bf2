import type { Ref, SubmitEventHandler } from 'react'
import type { RecallTypes } from '../../../../src/recall/contract/recall-type-pages.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { useText } from '../../messages/use-text.ts'
import { LinkFields, SourceFields } from './LinkFields.tsx'
import { NameFields, ServiceFields } from './NameFields.tsx'
import { TimeFields } from './TimeFields.tsx'
import { TriggerFields } from './TriggerFields.tsx'
import type { TypeForm } from './use-type-form.ts'
import { WhomFields } from './WhomFields.tsx'

interface TypeFieldsProps {
  readonly ref: Ref<HTMLFormElement>
  readonly form: TypeForm
  readonly types: RecallTypes
  /** Null: a new one. */
  readonly typeKey: string | null
  readonly isOwn: boolean
  readonly onSubmit: SubmitEventHandler<HTMLFormElement>
}

/** One column: what it is, what it counts from, how often, for whom, and who says so. */
export function TypeFields({ ref, form, types, typeKey, isOwn, onSubmit }: TypeFieldsProps) {
  const text = useText()
  return (
    <form ref={ref} noValidate onSubmit={onSubmit}>
      <Section title={text('recallTypes.names')}>
        <NameFields form={form} clinicLanguage={types.language} isOwn={isOwn} />
      </Section>
      <Section title={text('recallTypeForm.visit')}>
        <ServiceFields form={form} />
      </Section>
      <Section title={text('recallTypes.interval')}>
        <TimeFields form={form} />
      </Section>
      <Section title={text('recallTypes.triggers')}>
        <TriggerFields form={form} />
      </Section>
      <Section title={text('recallTypes.whomMeant')}>
        <WhomFields form={form} />
      </Section>
      <Section title={text('recallTypeForm.others')}>
        <LinkFields form={form} others={types.types.filter(({ key }) => key !== typeKey)} />
      </Section>
      <Section title={text('recallTypes.source')}>
        <SourceFields form={form} />
      </Section>
    </form>
  )
}
