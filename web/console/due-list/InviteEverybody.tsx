import { useState } from 'react'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { useNumbers } from '../../ui/numbers.ts'
import { useIsNarrow } from '../../ui/screen/use-screen.ts'
import { useSession } from '../api/session.ts'
import { InviteDialog } from '../invite/InviteDialog.tsx'
import { mayBeInvited, mostInvited, preferredKind } from '../invite/invite-subject.ts'
import { useText } from '../messages/use-text.ts'
import { type DueView, filterOf } from './due-view.ts'

interface InviteEverybodyProps {
  readonly view: DueView
  readonly words: string
  /** Undefined while it is being counted. */
  readonly total: number | undefined
  /** Rows are selected: then the filled button stands in the bulk bar. */
  readonly isBesideSelection: boolean
}

/** Invites everybody whom the list names, on every page of it. */
export function InviteEverybody({ view, words, total = 0, isBesideSelection }: InviteEverybodyProps) {
  const text = useText()
  const numbers = useNumbers()
  const isNarrow = useIsNarrow()
  const { staff } = useSession()
  const [isAsking, setIsAsking] = useState(false)
  const { tab } = view
  const isNobody = total === 0 && !isAsking
  if (isBesideSelection || staff.role === 'read_only' || !mayBeInvited(tab) || isNobody) return null
  return (
    <>
      <ActionButton
        label={text(isNarrow ? 'invite.inviteCount' : 'invite.inviteAll', { count: numbers.count(total) })}
        icon="send"
        // While a row is looked at, the key means that one.
        {...(view.open === undefined ? { combo: 'KeyI' } : {})}
        look="main"
        blocked={total > mostInvited ? text('invite.tooMany') : undefined}
        onRun={() => setIsAsking(true)}
      />
      <InviteDialog
        subject={
          isAsking
            ? {
                who: { kind: 'filtered', filter: filterOf(view, words) },
                name: null,
                prefers: preferredKind(tab),
              }
            : null
        }
        onClose={() => setIsAsking(false)}
      />
    </>
  )
}
