import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { useText } from '../../messages/use-text.ts'
import classes from '../channels.module.css'
import type { FieldsProps } from './fields-props.ts'
import { SecretField } from './SecretField.tsx'

/** Where the provider's server is and how it lets us in. */
export function ProviderFields({ form, known }: FieldsProps) {
  const text = useText()
  const isSmpp = form.values.kind === 'smpp'
  return (
    <div className={classes['form']}>
      <TextInput
        label={text('channelForm.host')}
        placeholder={isSmpp ? 'smpp.example.net' : 'smtp.example.org'}
        required
        autoComplete="off"
        {...form.getInputProps('host')}
      />
      <NumberInput
        label={text('channelForm.port')}
        placeholder={isSmpp ? '2775' : '587'}
        classNames={{ wrapper: classes['number'] ?? '' }}
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=""
        hideControls
        {...form.getInputProps('port')}
      />
      {isSmpp ? <CarrierLogin form={form} /> : <MailLogin form={form} />}
      <SecretField
        prefix={known.secretPrefix}
        value={form.values.secret}
        input={form.getInputProps('secret')}
      />
      <NumberInput
        label={text(isSmpp ? 'channelForm.paceParts' : 'channelForm.paceMails')}
        description={text(isSmpp ? 'channelForm.pacePartsHelp' : 'channelForm.paceMailsHelp')}
        classNames={{ wrapper: classes['number'] ?? '' }}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        {...form.getInputProps('perSecond')}
      />
      {isSmpp && <CarrierWays form={form} />}
    </div>
  )
}

type FormProps = Pick<FieldsProps, 'form'>

function CarrierLogin({ form }: FormProps) {
  const text = useText()
  return (
    <>
      <Checkbox
        label={text('channelForm.smppTls')}
        {...form.getInputProps('smppTls', { type: 'checkbox' })}
      />
      <TextInput
        label={text('channelForm.systemId')}
        description={text('channelForm.systemIdHelp')}
        required
        maxLength={15}
        autoComplete="off"
        {...form.getInputProps('systemId')}
      />
    </>
  )
}

function MailLogin({ form }: FormProps) {
  const text = useText()
  return (
    <>
      <Select
        label={text('channelForm.tls')}
        allowDeselect={false}
        data={[
          { value: 'starttls', label: text('channelForm.tlsStart') },
          { value: 'implicit', label: text('channelForm.tlsImplicit') },
          { value: 'none', label: text('channelForm.tlsNone') },
        ]}
        {...form.getInputProps('smtpTls')}
      />
      <TextInput
        label={text('channelForm.user')}
        description={text('channelForm.userHelp')}
        autoComplete="off"
        {...form.getInputProps('user')}
      />
    </>
  )
}

/** What most carriers do alike, and some do not. */
function CarrierWays({ form }: FormProps) {
  const text = useText()
  return (
    <>
      <TextInput
        label={text('channelForm.systemType')}
        description={text('channelForm.systemTypeHelp')}
        maxLength={12}
        autoComplete="off"
        {...form.getInputProps('systemType')}
      />
      <Select
        label={text('channelForm.longMessages')}
        description={text('channelForm.longMessagesHelp')}
        allowDeselect={false}
        data={[
          { value: 'udh', label: 'UDH' },
          { value: 'sar', label: 'SAR' },
          { value: 'payload', label: 'message_payload' },
        ]}
        {...form.getInputProps('longMessages')}
      />
    </>
  )
}
