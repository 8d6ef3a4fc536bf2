import { Modal, NumberInput, Radio, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'
import { ArrangementForm, shortestReason } from './ArrangementForm.tsx'
import type { RecallSubject, Silence } from './recall-subject.ts'
import classes from './recalls.module.css'
import { useArrangements } from './use-arrangements.ts'

interface SilenceDialogProps {
  /** Null: the dialog is closed. */
  readonly recall: RecallSubject | null
  readonly onClose: () => void
}

/** Nobody here invites the patient for this: their wish, a balance, or another practice does. */
export function SilenceDialog({ recall, onClose }: SilenceDialogProps) {
  const text = useText()
  return (
    <Modal
      opened={recall !== null}
      onClose={onClose}
      title={text('recalls.silenceTitle', { type: recall?.typeName ?? '' })}
      withCloseButton={false}
      size={480}
    >
      {recall && <SilenceForm recall={recall} onClose={onClose} />}
    </Modal>
  )
}

const minorUnits = 100

interface SilenceValues {
  kind: Silence['kind']
  amount: number | string
  recalledBy: string
  reason: string
  until: string
}

function SilenceForm({ recall, onClose }: { readonly recall: RecallSubject; readonly onClose: () => void }) {
  const text = useText()
  const { clinic } = useSession()
  const { silencing } = useArrangements()
  const form = useForm<SilenceValues>({
    initialValues: { kind: 'choice', amount: 0, recalledBy: '', reason: '', until: '' },
    validateInputOnBlur: true,
    validate: {
      amount: (amount, { kind }) =>
        kind === 'balance' && (amount === '' || !(Number(amount) >= 0))
          ? text('recalls.amountMissing')
          : null,
      recalledBy: (value, { kind }) =>
        kind === 'co_managed' && value.trim() === '' ? text('recalls.recalledByMissing') : null,
      reason: (value) => (value.trim().length < shortestReason ? text('recalls.reasonMissing') : null),
    },
  })
  const { kind } = form.values
  return (
    <ArrangementForm
      intro={text('recalls.silenceText')}
      form={form}
      submit={text('recalls.silence')}
      isBusy={silencing.isPending}
      error={silencing.error}
      onSubmit={(values) =>
        silencing.mutate({ recall, ...wishOf(values), until: values.until }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <Radio.Group label={text('recalls.silenceWhy')} {...form.getInputProps('kind')}>
        <div className={classes['choices']}>
          <Radio value="choice" label={text('recalls.silenceChoice')} data-autofocus />
          <Radio value="balance" label={text('recalls.silenceBalance')} />
          <Radio value="co_managed" label={text('recalls.silenceCoManaged')} />
        </div>
      </Radio.Group>
      {kind === 'balance' && (
        <NumberInput
          className={classes['number'] ?? ''}
          label={text('recalls.balanceAmount', { currency: clinic.currency })}
          description={text('recalls.balanceHelp')}
          min={0}
          decimalScale={2}
          {...form.getInputProps('amount')}
        />
      )}
      {kind === 'co_managed' && (
        <TextInput
          label={text('recalls.recalledBy')}
          description={text('recalls.recalledByHelp')}
          required
          maxLength={120}
          {...form.getInputProps('recalledBy')}
        />
      )}
    </ArrangementForm>
  )
}

function wishOf({ kind, amount, recalledBy, reason }: SilenceValues) {
  return {
    wish: {
      kind,
      ...(kind === 'balance' ? { amountMinor: Math.round(Number(amount) * minorUnits) } : {}),
      ...(kind === 'co_managed' ? { recalledBy: recalledBy.trim() } : {}),
      reason: reason.trim(),
    },
  }
}
