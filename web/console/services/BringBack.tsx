import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { ConfirmDialog } from '../../ui/confirm/ConfirmDialog.tsx'
import { useIsNarrow } from '../../ui/screen/use-screen.ts'
import { useText } from '../messages/use-text.ts'
import { type Part, type PartRow, useEndPart } from './use-schedule-changes.ts'

interface BringBackProps {
  readonly part: Part
  readonly row: PartRow
}

/** In a row of what was retired. A row of a small screen is a button itself and asks when it is pressed. */
export function BringBack({ part, row }: BringBackProps) {
  const text = useText()
  const ending = useEndPart(part)
  const isNarrow = useIsNarrow()
  if (isNarrow) return text('services.retired')
  return (
    <ActionButton
      label={text('services.bringBack')}
      size="row"
      isBusy={ending.isPending}
      onRun={() => ending.mutate({ row, step: 'restore' })}
    />
  )
}

interface BringBackDialogProps {
  readonly part: Part
  /** Null: nothing is asked. */
  readonly row: PartRow | null
  readonly onClose: () => void
}

/** Opening what was retired asks whether it is to be used again, with what it gave and when. */
export function BringBackDialog({ part, row, onClose }: BringBackDialogProps) {
  const text = useText()
  const ending = useEndPart(part)
  if (row === null) return null
  return (
    <ConfirmDialog
      isOpen
      title={text('services.bringBackQuestion', { name: row.name })}
      confirm={text('services.bringBack')}
      tone="main"
      isBusy={ending.isPending}
      onConfirm={() => ending.mutate({ row, step: 'restore' }, { onSettled: onClose })}
      onClose={onClose}
    >
      {text('services.bringBackText')}
    </ConfirmDialog>
  )
}
