import { Button, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import { InDialogContext } from '../../ui/hotkeys/use-hotkey.ts'
import { KeyCaps } from '../../ui/keys/KeyCaps.tsx'
import { useWord } from '../../ui/words.ts'
import { ApiError } from '../api/api-error.ts'
import { useText } from '../messages/use-text.ts'
import { useProblemText } from '../shell/problem-text.ts'
import classes from './recalls.module.css'

/** What every arrangement for a patient asks for. */
export interface ArrangementValues {
  reason: string
  /** Empty: no end. */
  until: string
}

interface ArrangementFormProps<Values extends ArrangementValues> {
  readonly intro: string
  readonly form: UseFormReturnType<Values>
  readonly submit: string
  readonly isBusy: boolean
  readonly error: unknown
  readonly onSubmit: (values: Values) => void
  readonly onClose: () => void
  /** The fields of this arrangement, before reason and end. */
  readonly children: ReactNode
}

export const shortestReason = 3

/** One column: what is arranged, why, until when. */
export function ArrangementForm<Values extends ArrangementValues>(props: ArrangementFormProps<Values>) {
  const { form, error } = props
  const text = useText()
  const word = useWord()
  const problemText = useProblemText()
  // The server knows what day it is at the clinic.
  const isPast =
    error instanceof ApiError && (error.problem.fields ?? []).some(({ path }) => path === 'body.expiresOn')
  return (
    <InDialogContext value={true}>
      <form className={classes['form']} noValidate onSubmit={form.onSubmit(props.onSubmit)}>
        <p className={classes['intro']}>{props.intro}</p>
        {props.children}
        <Textarea
          label={text('recalls.reason')}
          description={text('recalls.reasonHelp')}
          required
          autosize
          minRows={2}
          maxLength={300}
          {...form.getInputProps('reason')}
        />
        <TextInput
          type="date"
          className={classes['day'] ?? ''}
          label={text('recalls.until')}
          description={text('recalls.untilHelp')}
          {...form.getInputProps('until')}
          error={isPast && text('recalls.dayPast')}
        />
        {error !== null && error !== undefined && !isPast && (
          <p className={classes['problem']} role="alert">
            {problemText(error)}
          </p>
        )}
        <div className={classes['buttons']}>
          <Button onClick={props.onClose} rightSection={<KeyCaps combo="Escape" look="inButton" />}>
            {word('cancel')}
          </Button>
          <Button type="submit" variant="filled" loading={props.isBusy}>
            {props.submit}
          </Button>
        </div>
      </form>
    </InDialogContext>
  )
}
