import { useState } from 'react'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { ConfirmDialog } from '../../ui/confirm/ConfirmDialog.tsx'
import { useText } from '../messages/use-text.ts'
import { useAudienceChanges } from './use-audience-changes.ts'
import type { AudienceRow } from './use-audiences.ts'

interface EndAudienceProps {
  readonly audience: Pick<AudienceRow, 'id' | 'name' | 'usedBy'>
  readonly onEnded?: () => void
}

/** Offers an audience no longer; says first who goes on using it. */
export function EndAudience({ audience, onEnded }: EndAudienceProps) {
  const text = useText()
  const [isAsked, setIsAsked] = useState(false)
  const { ending } = useAudienceChanges()
  const { name, usedBy } = audience
  return (
    <>
      <ActionButton label={text('audienceList.end')} onRun={() => setIsAsked(true)} />
      <ConfirmDialog
        isOpen={isAsked}
        title={text('audienceList.endTitle', { name })}
        confirm={text('audienceList.endConfirm', { name })}
        keep={text('audienceList.keep')}
        isBusy={ending.isPending}
        onConfirm={() =>
          ending.mutate(audience, {
            onSuccess: () => onEnded?.(),
            onSettled: () => setIsAsked(false),
          })
        }
        onClose={() => setIsAsked(false)}
      >
        {text('audienceList.endEffect', { count: usedBy.length })}
      </ConfirmDialog>
    </>
  )
}
