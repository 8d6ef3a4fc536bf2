import { useState } from 'react'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { InviteDialog } from '../invite/InviteDialog.tsx'
import { mayBeInvited, preferredKind } from '../invite/invite-subject.ts'
import { useText } from '../messages/use-text.ts'
import { PauseDialog } from '../recalls/PauseDialog.tsx'
import { type RecallKey, useRecallChanges } from '../recalls/use-recall-changes.ts'
import type { DueFilter, DueView } from './due-view.ts'

interface DueBulkActionsProps {
  readonly selected: ReadonlySet<string>
  /** Everybody the filter names; null: only the rows that are selected. */
  readonly whole: DueFilter | null
  readonly tab: DueView['tab']
  readonly onDone: () => void
}

/** `patientId:typeKey`, as rows are named. */
function recallOfRow(rowId: string): RecallKey {
  const [patientId = '', typeKey = ''] = rowId.split(':')
  return { patientId, typeKey }
}

export function DueBulkActions({ selected, whole, tab, onDone }: DueBulkActionsProps) {
  const text = useText()
  const { resuming } = useRecallChanges()
  const [asks, setAsks] = useState<'invite' | 'pause' | null>(null)
  const recalls = [...selected].map(recallOfRow)
  if (tab === 'paused')
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
  const canInvite = mayBeInvited(tab)
  return (
    <>
      {canInvite && (
        <ActionButton
          label={text('invite.invite')}
          icon="send"
          combo="KeyI"
          look="main"
          onRun={() => setAsks('invite')}
        />
      )}
      {whole === null && (
        <ActionButton
          label={text('recalls.pause')}
          icon="pause"
          combo="KeyP"
          look={canInvite ? 'plain' : 'main'}
          onRun={() => setAsks('pause')}
        />
      )}
      <InviteDialog
        subject={
          asks === 'invite'
            ? {
                who: whole === null ? { kind: 'picked', recalls } : { kind: 'filtered', filter: whole },
                name: null,
                prefers: preferredKind(tab),
              }
            : null
        }
        onClose={() => setAsks(null)}
        onDone={onDone}
      />
      <PauseDialog recalls={asks === 'pause' ? recalls : []} onClose={() => setAsks(null)} onDone={onDone} />
    </>
  )
}
