import { Select } from '@mantine/core'
import { criteriaChoices } from '../../../../../src/campaigns/contract/criteria-choices.ts'
import { useText } from '../../../messages/use-text.ts'
import { useChoices } from '../use-choices.ts'
import { SomeOf, WithinField } from './Fields.tsx'
import type { FormProps } from './form-props.ts'
import { withChosen } from './VisitForms.tsx'

export function ChannelForm({ criterion, onChange }: FormProps<'channel'>) {
  const text = useText()
  return (
    <SomeOf
      label={text('audienceEditor.kindChannel')}
      options={criteriaChoices.channels.map((value) => ({
        value,
        label: text(`audiences.channel.${value}`),
      }))}
      value={criterion.anyOf}
      onChange={(anyOf) => onChange({ kind: 'channel', anyOf })}
    />
  )
}

export function ConsentForm({ criterion, onChange }: FormProps<'consent'>) {
  const text = useText()
  return (
    <>
      <Select
        label={text('audienceEditor.purpose')}
        data={criteriaChoices.purposes.map((value) => ({ value, label: text(`audiences.purpose.${value}`) }))}
        value={criterion.purpose}
        onChange={(value) => {
          const purpose = criteriaChoices.purposes.find((one) => one === value)
          if (purpose) onChange({ ...criterion, purpose })
        }}
      />
      <SomeOf
        label={text('audienceEditor.channels')}
        options={criteriaChoices.consentChannels.map((value) => ({
          value,
          label: text(`audiences.channel.${value}`),
        }))}
        value={criterion.channels}
        onChange={(channels) => onChange({ ...criterion, channels })}
      />
      <SomeOf
        label={text('audienceEditor.consentIs')}
        options={criteriaChoices.consents.map((value) => ({
          value,
          label: text(`audiences.consent.${value}`),
        }))}
        value={criterion.anyOf}
        onChange={(anyOf) => onChange({ ...criterion, anyOf })}
      />
    </>
  )
}

export function SafeContactForm({ criterion, onChange }: FormProps<'safe_contact'>) {
  const text = useText()
  return (
    <SomeOf
      label={text('audienceEditor.kindSafeContact')}
      options={criteriaChoices.wishes.map((value) => ({ value, label: text(`audiences.wish.${value}`) }))}
      value={criterion.anyOf}
      onChange={(anyOf) => onChange({ kind: 'safe_contact', anyOf })}
    />
  )
}

export function CampaignForm({ criterion, onChange }: FormProps<'campaign'>) {
  const text = useText()
  const { choices } = useChoices()
  return (
    <>
      <SomeOf
        label={text('audienceEditor.answers')}
        help={text('audienceEditor.noneIsAnyAnswer')}
        options={criteriaChoices.answers.map((value) => ({
          value,
          label: text(`audiences.answer.${value}`),
        }))}
        value={criterion.answers}
        onChange={(answers) => onChange({ ...criterion, answers })}
      />
      <SomeOf
        label={text('audienceEditor.campaigns')}
        help={text('audienceEditor.noneIsAnyCampaign')}
        options={withChosen(choices.campaigns, criterion.campaigns)}
        value={criterion.campaigns}
        onChange={(campaigns) => onChange({ ...criterion, campaigns })}
      />
      <WithinField value={criterion.within} onChange={(within) => onChange({ ...criterion, within })} />
    </>
  )
}

export function TagForm({ criterion, onChange }: FormProps<'tag'>) {
  const text = useText()
  const { choices } = useChoices()
  const offered = choices.tags.map((name) => ({ key: name.toLowerCase(), name }))
  return (
    <SomeOf
      label={text('audienceEditor.kindTag')}
      options={withChosen(offered, criterion.anyOf)}
      value={criterion.anyOf}
      onChange={(anyOf) => onChange({ kind: 'tag', anyOf })}
    />
  )
}
