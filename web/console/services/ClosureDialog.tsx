import { Button, Checkbox, Modal, MultiSelect, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import type { Schedule } from '../../../src/scheduling/contract/schedule-pages.ts'
import { InDialogContext } from '../../ui/hotkeys/use-hotkey.ts'
import { KeyCaps } from '../../ui/keys/KeyCaps.tsx'
import { useWord } from '../../ui/words.ts'
import { useText } from '../messages/use-text.ts'
import { useProblemText } from '../shell/problem-text.ts'
import { clockText } from './clock-text.ts'
import { type ClosureValues, closureOf, newClosure, useClosureFaults } from './closure-values.ts'
import classes from './services.module.css'
import { askVisitsAhead, useAddClosure } from './use-schedule-changes.ts'
import { VisitsAheadText } from './VisitsAheadText.tsx'

interface ClosureDialogProps {
  readonly schedule: Schedule
  readonly onClose: () => void
}

/** A holiday or a day off; booked visits in it are told before it is added. */
export function ClosureDialog({ schedule, onClose }: ClosureDialogProps) {
  const text = useText()
  return (
    <Modal opened onClose={onClose} title={text('services.addClosure')} withCloseButton={false} size={480}>
      <InDialogContext value={true}>
        <ClosureForm schedule={schedule} onClose={onClose} />
      </InDialogContext>
    </Modal>
  )
}

function ClosureForm({ schedule, onClose }: ClosureDialogProps) {
  const text = useText()
  const word = useWord()
  const problemText = useProblemText()
  const adding = useAddClosure(onClose)
  const asking = useMutation({
    mutationFn: async (values: ClosureValues) =>
      askVisitsAhead({ kind: 'closure', closure: closureOf(values) }),
    onSuccess: ({ visits }, values) => {
      if (visits === 0) adding.mutate(closureOf(values))
    },
  })
  const form = useForm<ClosureValues>({
    initialValues: newClosure,
    validateInputOnBlur: true,
    clearInputErrorOnChange: true,
    validate: useClosureFaults(),
    onValuesChange: () => asking.reset(),
  })
  const ahead = asking.data?.visits ? asking.data : undefined
  const error = asking.error ?? adding.error
  return (
    <form
      noValidate
      className={classes['closure']}
      onSubmit={form.onSubmit((values) => (ahead ? adding.mutate(closureOf(values)) : asking.mutate(values)))}
    >
      <WhenFields form={form} />
      <MultiSelect
        label={text('services.whoCloses')}
        description={text('services.whoClosesHelp')}
        data={schedule.resources
          .filter(({ endedAt }) => endedAt === null)
          .map(({ id, name }) => ({ value: id, label: name }))}
        placeholder={form.values.resources.length === 0 ? text('services.wholeClinic') : ''}
        hidePickedOptions
        {...form.getInputProps('resources')}
      />
      <TextInput
        label={text('services.why')}
        description={text('services.whyHelp')}
        maxLength={120}
        {...form.getInputProps('label')}
      />
      {ahead && <VisitsAheadText ahead={ahead} />}
      {error && (
        <p className={classes['problem']} role="alert">
          {problemText(error, { in_the_past: 'services.faultPast' })}
        </p>
      )}
      <div className={classes['buttons']}>
        <Button onClick={onClose} rightSection={<KeyCaps combo="Escape" look="inButton" />}>
          {word('cancel')}
        </Button>
        <Button type="submit" variant="filled" loading={asking.isPending || adding.isPending}>
          {text(ahead ? 'services.closeAnyway' : 'services.closeThen')}
        </Button>
      </div>
    </form>
  )
}

function WhenFields({ form }: { readonly form: UseFormReturnType<ClosureValues> }) {
  const text = useText()
  const clock = (field: 'fromTime' | 'toTime') => ({
    ...form.getInputProps(field),
    maxLength: 5,
    onBlur: () => {
      form.setFieldValue(field, clockText(form.values[field]))
      void form.validateField(field)
    },
  })
  return (
    <>
      <div className={classes['pair']}>
        <TextInput
          type="date"
          label={text('services.fromDay')}
          required
          data-autofocus
          {...form.getInputProps('from')}
        />
        <TextInput type="date" label={text('services.toDay')} {...form.getInputProps('to')} />
      </div>
      <Checkbox
        label={text('services.partOfDay')}
        {...form.getInputProps('isPartial', { type: 'checkbox' })}
      />
      {form.values.isPartial && (
        <div className={classes['pair']}>
          <TextInput label={text('services.fromTime')} {...clock('fromTime')} />
          <TextInput label={text('services.toTime')} {...clock('toTime')} />
        </div>
      )}
    </>
  )
}
