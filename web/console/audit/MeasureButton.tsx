import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { useAuditChanges } from './use-audit.ts'

interface MeasureButtonProps {
  readonly label: string
  readonly look?: 'main' | 'plain'
}

/** Asks the worker to measure; the page then follows how far it is. */
export function MeasureButton({ label, look = 'plain' }: MeasureButtonProps) {
  const { measuring } = useAuditChanges()
  return (
    <ActionButton
      label={label}
      icon="refresh"
      look={look}
      isBusy={measuring.isPending}
      onRun={() => measuring.mutate()}
    />
  )
}
