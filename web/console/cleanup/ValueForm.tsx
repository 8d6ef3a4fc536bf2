import { Button, TextInput } from '@mantine/core'
import { type RefObject, useState } from 'react'
import { useHotkey } from '../../ui/hotkeys/use-hotkey.ts'
import { KeyCaps } from '../../ui/keys/KeyCaps.tsx'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import classes from './cleanup.module.css'
import { fieldReason } from './use-cleanup-changes.ts'

interface ValueFormProps {
  readonly label: string
  readonly help?: string
  readonly type: 'text' | 'date'
  readonly submit: string
  /** The main way on; at a day nobody needs it is a plain button. */
  readonly isBusy: boolean
  readonly error: unknown
  readonly field: RefObject<HTMLInputElement | null>
  readonly onSubmit: (value: string) => void
}

const reasons: Readonly<Record<string, MessageKey>> = {
  not_an_address: 'cleanup.notAnAddress',
  known_to_be_wrong: 'cleanup.knownWrong',
  there_already: 'cleanup.thereAlready',
  not_past: 'cleanup.notPast',
  not_possible: 'cleanup.notPossible',
  has_one: 'cleanup.alreadyDone',
}

/** One value that mends a record; 1 goes into the field, Enter saves it. */
export function ValueForm({ label, help, type, submit, isBusy, error, field, onSubmit }: ValueFormProps) {
  const text = useText()
  const [value, setValue] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  useHotkey('Digit1', { label, run: () => field.current?.focus() })
  const refused = fieldReason(error)
  const wrong = isMissing
    ? text('cleanup.valueMissing')
    : refused !== undefined && text(reasons[refused] ?? 'cleanup.notAccepted')
  return (
    <form
      className={classes['field']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setIsMissing(value.trim() === '')
        if (value.trim() !== '') onSubmit(value.trim())
      }}
    >
      <TextInput
        ref={field}
        type={type}
        label={label}
        description={help}
        value={value}
        onChange={(event) => {
          setValue(event.currentTarget.value)
          setIsMissing(false)
        }}
        error={wrong}
        autoComplete="off"
      />
      <div className={classes['buttons']}>
        <Button type="submit" loading={isBusy} rightSection={<KeyCaps combo="Digit1" look="inButton" />}>
          {submit}
        </Button>
      </div>
    </form>
  )
}
