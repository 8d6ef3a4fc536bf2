import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { secretVariable } from '../../../../src/outreach/contract/secret-variable.ts'
import { Status } from '../../../ui/status/Status.tsx'
import { useText } from '../../messages/use-text.ts'
import classes from '../channels.module.css'
import { useSecretState } from './use-account-form.ts'

const pauseMilliseconds = 300

interface SecretFieldProps {
  readonly prefix: string
  readonly value: string
  readonly input: object
}

/** The name of the secret that holds the password, and whether the server has it; the password itself is never typed here. */
export function SecretField({ prefix, value, input }: SecretFieldProps) {
  const text = useText()
  const [settled] = useDebouncedValue(value.trim(), pauseMilliseconds)
  const state = useSecretState(settled)
  const variable = secretVariable(`${prefix}${value.trim() || '…'}`)
  const isAnswered = settled !== '' && settled === value.trim() && state.data !== undefined
  return (
    <div>
      <TextInput
        label={text('channelForm.secret')}
        description={text('channelForm.secretHelp')}
        autoComplete="off"
        {...input}
      />
      <div className={classes['secret']} aria-live="polite">
        <code>{variable}</code>
        {isAnswered && <Answer isSet={state.data.isSet} isName={state.data.variable !== null} />}
      </div>
    </div>
  )
}

function Answer({ isSet, isName }: { readonly isSet: boolean; readonly isName: boolean }) {
  const text = useText()
  if (isSet) return <Status look="done" word={text('channelForm.secretSet')} />
  if (!isName) return <Status look="failed" word={text('channelForm.secretNoName')} />
  return (
    <>
      <Status look="attention" word={text('channelForm.secretUnset')} />
      <p>{text('channelForm.secretMend')}</p>
    </>
  )
}
