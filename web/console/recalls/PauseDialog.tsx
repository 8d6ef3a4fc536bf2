import { Modal } from '@mantine/core'
import { useText } from '../messages/use-text.ts'
import { DayAndReason } from './DayAndReason.tsx'
import { type RecallKey, useRecallChanges } from './use-recall-changes.ts'

interface PauseDialogProps {
  /** What is paused; empty: the dialog is closed. */
  readonly recalls: readonly RecallKey[]
  readonly onClose: () => void
  readonly onDone?: () => void
}

/** Nobody invites for these before a day. Taken back within ten seconds, or later by Resume. */
export function PauseDialog({ recalls, onClose, onDone }: PauseDialogProps) {
  const text = useText()
  const { pausing } = useRecallChanges()
  const submit = (until: string, reason: string): void => {
    pausing.mutate(
      { recalls, until, reason },
      {
        onSuccess: () => {
          onClose()
          onDone?.()
        },
      },
    )
  }
  return (
    <Modal
      opened={recalls.length > 0}
      onClose={onClose}
      title={text('recalls.pauseTitle', { count: Math.max(1, recalls.length) })}
      withCloseButton={false}
      size={480}
    >
      <DayAndReason
        intro={text('recalls.pauseText')}
        day={{ label: text('recalls.pauseUntil'), help: text('recalls.pauseUntilHelp') }}
        submit={text('recalls.pause')}
        isBusy={pausing.isPending}
        error={pausing.error}
        onSubmit={submit}
        onClose={onClose}
      />
    </Modal>
  )
}
