import { Button, Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { KeyCaps } from '../../ui/keys/KeyCaps.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { useWord } from '../../ui/words.ts'
import { useMayRun } from '../campaigns/use-campaigns.ts'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { paths } from '../shell/paths.ts'
import { Asking } from './Asking.tsx'
import { focusAtOnce } from './focus-at-once.ts'
import { CountBones } from './InvitationFigures.tsx'
import classes from './invite.module.css'
import type { InviteSubject } from './invite-subject.ts'
import { useRunningCampaigns } from './use-invitation.ts'

interface InviteDialogProps {
  /** Null: the dialog is closed. */
  readonly subject: InviteSubject | null
  readonly onClose: () => void
  /** Closed after somebody was invited. */
  readonly onDone?: () => void
}

/** Into which campaign, whom exactly and whom not; then what came of it. A message that has left cannot be undone, so it asks. */
export function InviteDialog({ subject, onClose, onDone }: InviteDialogProps) {
  const text = useText()
  const [hasInvited, setHasInvited] = useState(false)
  const close = (): void => {
    onClose()
    if (hasInvited) onDone?.()
    setHasInvited(false)
  }
  const name = subject?.name ?? null
  return (
    <Modal
      opened={subject !== null}
      onClose={close}
      title={name === null ? text('invite.title') : text('invite.titleOf', { name })}
      withCloseButton={false}
      size={480}
    >
      {subject && <Campaigns subject={subject} onInvited={() => setHasInvited(true)} onClose={close} />}
    </Modal>
  )
}

interface CampaignsProps {
  readonly subject: InviteSubject
  readonly onInvited: () => void
  readonly onClose: () => void
}

function Campaigns({ subject, onInvited, onClose }: CampaignsProps) {
  const text = useText()
  const running = useRunningCampaigns()
  if (running.error)
    return (
      <LoadFailure
        title={text('invite.failed')}
        error={running.error}
        onRetry={() => void running.refetch()}
      />
    )
  if (running.data === undefined) return <CountBones />
  const { rows } = running.data
  const first = rows.find(({ kind }) => kind === subject.prefers) ?? rows[0]
  if (first === undefined) return <NoneRunning onClose={onClose} />
  return (
    <Asking subject={subject} campaigns={rows} first={first.id} onInvited={onInvited} onClose={onClose} />
  )
}

function NoneRunning({ onClose }: { readonly onClose: () => void }) {
  const text = useText()
  const word = useWord()
  const mayRun = useMayRun()
  return (
    <div className={classes['body']}>
      <EmptyState title={text('invite.noneTitle')}>
        {text(mayRun ? 'invite.noneText' : 'invite.noneAsk')}
      </EmptyState>
      <div className={classes['buttons']}>
        <Button onClick={onClose} rightSection={<KeyCaps combo="Escape" look="inButton" />}>
          {word('close')}
        </Button>
        <Button component={Link} to={paths.campaigns} variant="filled" ref={focusAtOnce}>
          {text('invite.toCampaigns')}
        </Button>
      </div>
    </div>
  )
}
