import { ConfirmDialog } from '../../ui/confirm/ConfirmDialog.tsx'
import { useText } from '../messages/use-text.ts'
import { useProblemText } from '../shell/problem-text.ts'
import { type Part, type PartRow, useEndPart, useVisitsAhead } from './use-schedule-changes.ts'
import { VisitsAheadText } from './VisitsAheadText.tsx'

interface RetireDialogProps {
  readonly part: Part
  readonly row: PartRow
  readonly onClose: () => void
  readonly onRetired: () => void
}

/** Before a service, a person or a room is taken out of use: how many booked visits it concerns. */
export function RetireDialog({ part, row, onClose, onRetired }: RetireDialogProps) {
  const text = useText()
  const problemText = useProblemText()
  const ahead = useVisitsAhead({ kind: part === 'services' ? 'end_service' : 'end_resource', id: row.id })
  const ending = useEndPart(part, onRetired)
  return (
    <ConfirmDialog
      isOpen
      title={text('services.retireQuestion', { name: row.name })}
      confirm={text('services.retire')}
      isBusy={ending.isPending || ahead.isPending}
      onConfirm={() => ending.mutate({ row, step: 'end' }, { onError: onClose })}
      onClose={onClose}
    >
      <p>{text('services.retireText')}</p>
      {ahead.error ? <p role="alert">{problemText(ahead.error)}</p> : <VisitsAheadText ahead={ahead.data} />}
    </ConfirmDialog>
  )
}
