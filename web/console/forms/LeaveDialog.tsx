import { ConfirmDialog } from '../../ui/confirm/ConfirmDialog.tsx'
import { useText } from '../messages/use-text.ts'
import type { Leaving } from './use-leaving.ts'

interface LeaveDialogProps {
  readonly leaving: Leaving
  readonly onLeave: () => void
}

export function LeaveDialog({ leaving, onLeave }: LeaveDialogProps) {
  const text = useText()
  return (
    <ConfirmDialog
      isOpen={leaving.isAsked}
      title={text('recallTypeForm.leaveTitle')}
      confirm={text('recallTypeForm.leave')}
      keep={text('recallTypeForm.stay')}
      onConfirm={() => {
        onLeave()
        leaving.go()
      }}
      onClose={leaving.stay}
    >
      {text('recallTypeForm.leaveText')}
    </ConfirmDialog>
  )
}
