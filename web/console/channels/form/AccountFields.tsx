import { Checkbox, NumberInput, Radio, TextInput } from '@mantine/core'
import { Section } from '../../../ui/section/Section.tsx'
import type { MessageKey } from '../../messages/keys.ts'
import { useText } from '../../messages/use-text.ts'
import classes from '../channels.module.css'
import { type AccountValues, isReal, isSms } from './account-values.ts'
import type { FieldsProps } from './fields-props.ts'
import { ProviderFields } from './ProviderFields.tsx'

const kinds = {
  smpp: ['channelForm.smpp', 'channelForm.smppHelp'],
  smtp: ['channelForm.smtp', 'channelForm.smtpHelp'],
  'loopback-sms': ['channelForm.trialSms', 'channelForm.trialHelp'],
  'loopback-email': ['channelForm.trialMail', 'channelForm.trialHelp'],
} as const satisfies Readonly<Record<AccountValues['kind'], readonly [MessageKey, MessageKey]>>

const senderExample = 'Klinika Klonowa <recepcja@klinika.example>'

/** One column: what it is, who is the sender, where the provider is, what it costs. */
export function AccountFields({ form, known }: FieldsProps) {
  const text = useText()
  const { values } = form
  return (
    <>
      <Section title={text('channelForm.kind')}>
        <Radio.Group aria-label={text('channelForm.kind')} {...form.getInputProps('kind')}>
          <div className={classes['form']}>
            {Object.entries(kinds).map(([kind, [label, help]]) => (
              <Radio key={kind} value={kind} label={text(label)} description={text(help)} />
            ))}
          </div>
        </Radio.Group>
      </Section>
      <Section title={text('channelForm.sender')}>
        <div className={classes['form']}>
          <TextInput
            label={text(isSms(values) ? 'channelForm.senderSms' : 'channelForm.senderMail')}
            description={text(isSms(values) ? 'channelForm.senderSmsHelp' : 'channelForm.senderMailHelp', {
              example: senderExample,
            })}
            required
            autoComplete="off"
            {...form.getInputProps('sender')}
          />
          {isSms(values) && (
            <Checkbox
              label={text('channelForm.replies')}
              description={text('channelForm.repliesHelp')}
              {...form.getInputProps('acceptsReplies', { type: 'checkbox' })}
            />
          )}
        </div>
      </Section>
      {isReal(values) && (
        <Section title={text('channelForm.provider')}>
          <ProviderFields form={form} known={known} />
        </Section>
      )}
      <Section title={text('channelForm.cost')}>
        <div className={classes['form']}>
          <NumberInput
            label={text(isSms(values) ? 'channels.partCost' : 'channels.mailCost')}
            description={text('channelForm.costHelp')}
            classNames={{ wrapper: classes['number'] ?? '' }}
            min={0}
            max={1000}
            decimalScale={4}
            allowNegative={false}
            suffix={` ${known.currency}`}
            hideControls
            {...form.getInputProps('partCost')}
          />
        </div>
      </Section>
    </>
  )
}
