import { Modal } from '@mantine/core'
import { useText } from '../messages/use-text.ts'
import { DayAndReason } from './DayAndReason.tsx'
import { type RecallKey, useRecallChanges } from './use-recall-changes.ts'

interface MoveDueDialogProps {
  /** Null: the dialog is closed. */
  readonly recall: (RecallKey & { readonly typeName: string; readonly dueComputed: string }) | null
  readonly onClose: () => void
}

/** Staff set the due date by hand; the computed one stays beside it. */
export function MoveDueDialog({ recall, onClose }: MoveDueDialogProps) {
  const text = useText()
  const { moving } = useRecallChanges()
  const submit = (due: string, reason: string): void => {
    if (recall) moving.mutate({ recall, due, reason }, { onSuccess: onClose })
  }
  return (
    <Modal
      opened={recall !== null}
      onClose={onClose}
      title={text('recalls.moveTitle', { type: recall?.typeName ?? '' })}
      withCloseButton={false}
      size={480}
    >
      <DayAndReason
        intro={text('recalls.moveText', { computed: recall?.dueComputed ?? '' })}
        day={{ label: text('recalls.moveDay') }}
        submit={text('recalls.moveDue')}
        isBusy={moving.isPending}
        error={moving.error}
        onSubmit={submit}
        onClose={onClose}
      />
    </Modal>
  )
}
