import { Button, Checkbox, Select } from '@mantine/core'
import { useState } from 'react'
import { KeyCaps } from '../../ui/keys/KeyCaps.tsx'
import { Notice } from '../../ui/states/Notice.tsx'
import { useWord } from '../../ui/words.ts'
import { useText } from '../messages/use-text.ts'
import { type KnownProblems, useProblemText } from '../shell/problem-text.ts'
import { focusAtOnce } from './focus-at-once.ts'
import { CountBones, InvitationFigures } from './InvitationFigures.tsx'
import classes from './invite.module.css'
import type { InviteSubject } from './invite-subject.ts'
import { type RunningCampaign, useInvitationCount, useInviting } from './use-invitation.ts'

interface AskingProps {
  readonly subject: InviteSubject
  readonly campaigns: readonly RunningCampaign[]
  /** The campaign that is chosen until another is. */
  readonly first: string
  readonly onInvited: () => void
  readonly onClose: () => void
}

/** The count first, the same figures once it is done. The safe way has the focus. */
export function Asking({ subject, campaigns, first, onInvited, onClose }: AskingProps) {
  const text = useText()
  const word = useWord()
  const [campaignId, setCampaignId] = useState(first)
  const [withHeldOut, setWithHeldOut] = useState(false)
  const wish = { campaignId, who: subject.who, withHeldOut }
  const counting = useInvitationCount(wish)
  const inviting = useInviting()
  const done = inviting.data
  const count = counting.isFetching ? undefined : counting.data
  const invite = (): void => {
    if (count) inviting.mutate({ ...wish, confirmed: count.invited }, { onSuccess: onInvited })
  }
  return (
    <div className={classes['body']}>
      {!done && (
        <Choice
          campaigns={campaigns}
          chosen={campaignId}
          onChoose={(id) => {
            inviting.reset()
            setWithHeldOut(false)
            setCampaignId(id)
          }}
        />
      )}
      <div className={classes['figures']} aria-live="polite" aria-busy={!(done || count || counting.error)}>
        {done && <InvitationFigures count={done} isDone />}
        {!done && count && <InvitationFigures count={count} />}
        {!(done || count || counting.error) && <CountBones />}
      </div>
      {!done && count && count.heldOut > 0 && (
        <Checkbox
          checked={withHeldOut}
          onChange={(event) => setWithHeldOut(event.currentTarget.checked)}
          label={text('invite.heldOut', { count: count.heldOut })}
          description={text('invite.heldOutHelp')}
        />
      )}
      {!done && count && count.invited > 0 && <p className={classes['warning']}>{text('invite.warning')}</p>}
      <Refusal error={inviting.error ?? counting.error} />
      <div className={classes['buttons']}>
        <Button
          // Another one once it is done: the button that was pressed is gone, and the focus must not go with it.
          key={done ? 'close' : 'cancel'}
          ref={focusAtOnce}
          onClick={onClose}
          rightSection={<KeyCaps combo="Escape" look="inButton" />}
        >
          {done ? word('close') : word('cancel')}
        </Button>
        {!done && count?.invited === 0 && (
          <span id="nobody-invited" className={classes['nobody']}>
            {text('invite.nobody')}
          </span>
        )}
        {!done && (
          <Button
            variant="filled"
            loading={inviting.isPending}
            disabled={count === undefined || count.invited === 0}
            aria-describedby={count?.invited === 0 ? 'nobody-invited' : undefined}
            onClick={invite}
          >
            {count && count.invited > 0
              ? text('invite.confirm', { count: count.invited })
              : text('invite.invite')}
          </Button>
        )}
      </div>
    </div>
  )
}

interface ChoiceProps {
  readonly campaigns: readonly RunningCampaign[]
  readonly chosen: string
  readonly onChoose: (id: string) => void
}

function Choice({ campaigns, chosen, onChoose }: ChoiceProps) {
  const text = useText()
  const [only, ...others] = campaigns
  if (only && others.length === 0)
    return (
      <p className={classes['campaign']}>
        <span className={classes['label']}>{text('invite.campaign')}</span> <b>{only.name}</b>
      </p>
    )
  return (
    <Select
      label={text('invite.campaign')}
      data={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
      value={chosen}
      allowDeselect={false}
      onChange={(id) => id !== null && onChoose(id)}
    />
  )
}

const known: KnownProblems = {
  not_running: 'invite.notRunning',
  more_than_confirmed: 'invite.moreThanConfirmed',
  too_many: 'invite.tooMany',
}

function Refusal({ error }: { readonly error: unknown }) {
  const problemText = useProblemText()
  if (error === null || error === undefined) return null
  return <Notice tone="attention" title={problemText(error, known)} />
}
