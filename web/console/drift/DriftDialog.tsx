import { Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { InDialogContext } from '../../ui/hotkeys/use-hotkey.ts'
import { useWord } from '../../ui/words.ts'
import { useText } from '../messages/use-text.ts'
import { DriftReasons } from './DriftReasons.tsx'
import classes from './drift.module.css'
import { useDriftChanges } from './use-drift-changes.ts'

interface DriftDialogProps {
  readonly patientId: string
  readonly name: string
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Why a patient stays away: one press of a digit, with a note where there is more to say. */
export function DriftDialog({ patientId, name, isOpen, onClose }: DriftDialogProps) {
  const text = useText()
  const word = useWord()
  const [note, setNote] = useState('')
  const { recording } = useDriftChanges(patientId)
  const close = (): void => {
    setNote('')
    onClose()
  }
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={text('cleanup.driftTitle')}
      closeButtonProps={{ 'aria-label': word('close') }}
      size={480}
    >
      <InDialogContext value={true}>
        <div className={classes['dialog']}>
          <Textarea
            label={text('cleanup.note')}
            description={text('cleanup.noteHelp')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            maxLength={300}
            autosize
            minRows={1}
          />
          <DriftReasons
            name={name}
            isBusy={recording.isPending}
            onReason={(reason) => recording.mutate({ reason, note }, { onSuccess: close })}
          />
        </div>
      </InDialogContext>
    </Modal>
  )
}
