import { Modal, NumberInput, Radio } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useText } from '../messages/use-text.ts'
import { ArrangementForm, shortestReason } from './ArrangementForm.tsx'
import type { RecallSubject } from './recall-subject.ts'
import classes from './recalls.module.css'
import { useArrangements } from './use-arrangements.ts'

interface ArrangementDialogProps {
  /** Null: the dialog is closed. */
  readonly recall: RecallSubject | null
  readonly onClose: () => void
}

/** Another interval for one patient, this time or every time. */
export function IntervalDialog({ recall, onClose }: ArrangementDialogProps) {
  const text = useText()
  return (
    <Modal
      opened={recall !== null}
      onClose={onClose}
      title={text('recalls.arrangeTitle', { type: recall?.typeName ?? '' })}
      withCloseButton={false}
      size={480}
    >
      {recall && <IntervalForm recall={recall} onClose={onClose} />}
    </Modal>
  )
}

interface IntervalFormProps {
  readonly recall: RecallSubject
  readonly onClose: () => void
}

function IntervalForm({ recall, onClose }: IntervalFormProps) {
  const text = useText()
  const { arranging } = useArrangements()
  const form = useForm({
    initialValues: {
      months: recall.interval?.months ?? 6,
      days: recall.interval?.days ?? 0,
      holds: recall.arranged?.holds ?? 'always',
      reason: '',
      until: '',
    },
    validateInputOnBlur: true,
    validate: {
      months: (months, { days }) =>
        Number(months) + Number(days) > 0 ? null : text('recalls.intervalMissing'),
      reason: (value) => (value.trim().length < shortestReason ? text('recalls.reasonMissing') : null),
    },
  })
  return (
    <ArrangementForm
      intro={text('recalls.arrangeText')}
      form={form}
      submit={text('recalls.arrangeSave')}
      isBusy={arranging.isPending}
      error={arranging.error}
      onSubmit={({ months, days, holds, reason, until }) =>
        arranging.mutate(
          {
            recall,
            interval: { months: Number(months), days: Number(days) },
            holds,
            reason: reason.trim(),
            until,
          },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <NumberInput
        className={classes['number'] ?? ''}
        label={text('recalls.monthsField')}
        min={0}
        max={240}
        allowDecimal={false}
        data-autofocus
        {...form.getInputProps('months')}
      />
      <NumberInput
        className={classes['number'] ?? ''}
        label={text('recalls.daysField')}
        description={text('recalls.daysHelp')}
        min={0}
        max={3660}
        allowDecimal={false}
        {...form.getInputProps('days')}
      />
      <Radio.Group label={text('recalls.holds')} {...form.getInputProps('holds')}>
        <div className={classes['choices']}>
          <Radio value="always" label={text('recalls.holdsAlways')} />
          <Radio value="round" label={text('recalls.holdsRound')} />
        </div>
      </Radio.Group>
    </ArrangementForm>
  )
}
