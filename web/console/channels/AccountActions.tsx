import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccountStateBody, ChannelAccount } from '../../../src/outreach/contract/channels.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { ConfirmDialog } from '../../ui/confirm/ConfirmDialog.tsx'
import { notifyDone } from '../../ui/notify/Notify.tsx'
import { post } from '../api/client.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import { useProblemText } from '../shell/problem-text.ts'
import classes from './channels.module.css'
import { heldBy } from './channels-view.ts'

type State = AccountStateBody['state']

const dialogs = {
  paused: ['channels.pauseTitle', 'channels.pause', 'channels.paused'],
  active: ['channels.resumeTitle', 'channels.resume', 'channels.resumed'],
  ended: ['channels.endTitle', 'channels.endForGood', 'channels.nowEnded'],
} as const satisfies Readonly<Record<State, readonly [MessageKey, MessageKey, MessageKey]>>

/** Pause, resume, end; each asks first and says what becomes of what waits. */
export function AccountActions({ account }: { readonly account: ChannelAccount }) {
  const text = useText()
  const [asked, setAsked] = useState<State | null>(null)
  const close = () => setAsked(null)
  if (account.standing === 'ended') return null
  return (
    <>
      {account.standing === 'paused' ? (
        <ActionButton label={text('channels.resume')} icon="play" onRun={() => setAsked('active')} />
      ) : (
        <ActionButton label={text('channels.pause')} icon="pause" onRun={() => setAsked('paused')} />
      )}
      <ActionButton label={text('channels.end')} onRun={() => setAsked('ended')} />
      {asked && <StateDialog account={account} state={asked} onClose={close} />}
    </>
  )
}

interface StateDialogProps {
  readonly account: ChannelAccount
  readonly state: State
  readonly onClose: () => void
}

function StateDialog({ account, state, onClose }: StateDialogProps) {
  const text = useText()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const [title, confirm, done] = dialogs[state]
  const { sender, waiting, movesTo } = account
  const changing = useMutation({
    mutationFn: async () => post(`/api/channels/${account.id}/state`, { state }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['channels'] })
      notifyDone(text(done, { sender }))
      onClose()
    },
  })
  const count = waiting + heldBy(account)
  return (
    <ConfirmDialog
      isOpen
      title={text(title, { sender })}
      confirm={text(confirm)}
      tone={state === 'ended' ? 'danger' : 'main'}
      isBusy={changing.isPending}
      onConfirm={() => changing.mutate()}
      onClose={onClose}
    >
      <p>{effectOf(text, { state, count, movesTo })}</p>
      {changing.error && (
        <p className={classes['problem']} role="alert">
          {problemText(changing.error)}
        </p>
      )}
    </ConfirmDialog>
  )
}

interface Effect {
  readonly state: State
  readonly count: number
  readonly movesTo: string | null
}

function effectOf(text: ReturnType<typeof useText>, { state, count, movesTo }: Effect): string {
  switch (state) {
    case 'paused':
      return text('channels.pauseEffect', { count })
    case 'active':
      return text('channels.resumeEffect', { count })
    case 'ended':
      return movesTo === null
        ? text('channels.endEffectAlone', { count })
        : text('channels.endEffect', { count, other: movesTo })
  }
}
