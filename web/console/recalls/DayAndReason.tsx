import { Button, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { InDialogContext } from '../../ui/hotkeys/use-hotkey.ts'
import { KeyCaps } from '../../ui/keys/KeyCaps.tsx'
import { useWord } from '../../ui/words.ts'
import { ApiError } from '../api/api-error.ts'
import { useText } from '../messages/use-text.ts'
import { useProblemText } from '../shell/problem-text.ts'
import classes from './recalls.module.css'

interface DayAndReasonProps {
  readonly intro: string
  readonly day: { readonly label: string; readonly help?: string }
  readonly submit: string
  readonly isBusy: boolean
  readonly error: unknown
  readonly onSubmit: (day: string, reason: string) => void
  readonly onClose: () => void
}

const shortestReason = 3

/** A day and a written reason, which every change of a recall asks for. */
export function DayAndReason({ intro, day, submit, isBusy, error, onSubmit, onClose }: DayAndReasonProps) {
  const text = useText()
  const word = useWord()
  const problemText = useProblemText()
  const form = useForm({
    initialValues: { day: '', reason: '' },
    validateInputOnBlur: true,
    validate: {
      day: (value) => (value === '' ? text('recalls.dayMissing') : null),
      reason: (value) => (value.trim().length < shortestReason ? text('recalls.reasonMissing') : null),
    },
  })
  // The server knows what day it is at the clinic.
  const isPast = error instanceof ApiError && error.problem.status === 400
  return (
    <InDialogContext value={true}>
      <form
        className={classes['form']}
        noValidate
        onSubmit={form.onSubmit((values) => onSubmit(values.day, values.reason.trim()))}
      >
        <p className={classes['intro']}>{intro}</p>
        <TextInput
          type="date"
          className={classes['day'] ?? ''}
          label={day.label}
          description={day.help}
          required
          data-autofocus
          {...form.getInputProps('day')}
          error={form.errors['day'] ?? (isPast && text('recalls.dayPast'))}
        />
        <Textarea
          label={text('recalls.reason')}
          description={text('recalls.reasonHelp')}
          required
          autosize
          minRows={2}
          maxLength={300}
          {...form.getInputProps('reason')}
        />
        {error !== null && error !== undefined && !isPast && (
          <p className={classes['problem']} role="alert">
            {problemText(error)}
          </p>
        )}
        <div className={classes['buttons']}>
          <Button onClick={onClose} rightSection={<KeyCaps combo="Escape" look="inButton" />}>
            {word('cancel')}
          </Button>
          <Button type="submit" variant="filled" loading={isBusy}>
            {submit}
          </Button>
        </div>
      </form>
    </InDialogContext>
  )
}
