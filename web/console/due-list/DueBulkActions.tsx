import { useState } from 'react'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { useText } from '../messages/use-text.ts'
import { PauseDialog } from '../recalls/PauseDialog.tsx'
import { type RecallKey, useRecallChanges } from '../recalls/use-recall-changes.ts'

interface DueBulkActionsProps {
  readonly selected: ReadonlySet<string>
  /** On the tab of paused ones they are resumed instead. */
  readonly isPaused: boolean
  readonly onDone: () => void
}

/** `patientId:typeKey`, as rows are named. */
function recallOfRow(rowId: string): RecallKey {
  const [patientId = '', typeKey = ''] = rowId.split(':')
  return { patientId, typeKey }
}

export function DueBulkActions({ selected, isPaused, onDone }: DueBulkActionsProps) {
  const text = useText()
  const { resuming } = useRecallChanges()
  const [isAsking, setIsAsking] = useState(false)
  const recalls = [...selected].map(recallOfRow)
  if (isPaused)
    return (
      <ActionButton
        label={text('recalls.resume')}
        icon="play"
        combo="KeyP"
        look="main"
        isBusy={resuming.isPending}
        onRun={() => resuming.mutate(recalls, { onSuccess: onDone })}
      />
    )
  return (
    <>
      <ActionButton
        label={text('recalls.pause')}
        icon="pause"
        combo="KeyP"
        look="main"
        onRun={() => setIsAsking(true)}
      />
      <PauseDialog recalls={isAsking ? recalls : []} onClose={() => setIsAsking(false)} onDone={onDone} />
    </>
  )
}
