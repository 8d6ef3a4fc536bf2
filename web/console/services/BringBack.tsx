import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { useText } from '../messages/use-text.ts'
import { type Part, type PartRow, useEndPart } from './use-schedule-changes.ts'

interface BringBackProps {
  readonly part: Part
  readonly row: PartRow
}

/** Puts what was retired into use again, with what it gave and when. */
export function BringBack({ part, row }: BringBackProps) {
  const text = useText()
  const ending = useEndPart(part)
  return (
    <ActionButton
      label={text('services.bringBack')}
      size="row"
      isBusy={ending.isPending}
      onRun={() => ending.mutate({ row, step: 'restore' })}
    />
  )
}
