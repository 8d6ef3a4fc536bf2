import { Button, Modal, VisuallyHidden } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useSyncExternalStore } from 'react'
import { KeyCaps } from '../../ui/keys/KeyCaps.tsx'
import { notifyFailed } from '../../ui/notify/Notify.tsx'
import { post } from '../api/client.ts'
import { tellSignedOut } from '../api/signed-out.ts'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'
import { useProblemText } from '../shell/problem-text.ts'
import { idleWatch } from './idle.ts'
import classes from './idle-warning.module.css'

// Above every other dialog and drawer: it may come while one of them is open.
const aboveAll = 1000
// The seconds are seen all the time and heard only now and then.
const spokenAt = [30, 10]

// A dialog below hears Escape too, unless the element that has the focus says that it is not meant.
const ownEscape = { 'data-mantine-stop-propagation': 'true' }

function press(event: KeyboardEvent): void {
  // No key of the page below, as Ctrl Enter, may be heard through this question.
  event.stopPropagation()
  if (event.key === 'Escape') idleWatch.stay()
}

/** A minute before the session ends: whoever is there says so, with one key. */
export function IdleWarning() {
  const secondsLeft = useSyncExternalStore(idleWatch.subscribe, idleWatch.secondsLeft)
  const router = useRouter()
  useEffect(() => idleWatch.start(), [])
  // It has to be there when the session ends without a connection, too.
  useEffect(() => void router.preloadRoute({ to: paths.signIn }), [router])
  const text = useText()
  return (
    <Modal
      opened={secondsLeft !== null}
      onClose={idleWatch.stay}
      title={text('presence.title')}
      withCloseButton={false}
      closeOnClickOutside={false}
      zIndex={aboveAll}
      attributes={{ header: { role: 'presentation' }, content: ownEscape }}
      onKeyDown={press}
      size={440}
    >
      {secondsLeft !== null && <Body secondsLeft={secondsLeft} />}
    </Modal>
  )
}

function Body({ secondsLeft }: { readonly secondsLeft: number }) {
  const text = useText()
  const problemText = useProblemText()
  const leave = useMutation({
    mutationFn: () => post('/api/auth/sign-out'),
    onSuccess: () => {
      idleWatch.tellOthers()
      tellSignedOut('other')
    },
    onError: (error) => notifyFailed(problemText(error)),
  })
  const spoken = spokenAt.findLast((seconds) => secondsLeft <= seconds)
  return (
    <div className={classes['body']}>
      <p className={classes['effect']}>
        <span role="timer" aria-live="off">
          {text('presence.secondsLeft', { seconds: secondsLeft })}
        </span>{' '}
        {text('presence.why')}
      </p>
      <VisuallyHidden role="status">
        {spoken === undefined ? '' : text('presence.secondsLeft', { seconds: spoken })}
      </VisuallyHidden>
      <div className={classes['buttons']}>
        <Button {...ownEscape} loading={leave.isPending} onClick={() => leave.mutate()}>
          {text('presence.leave')}
        </Button>
        <Button
          {...ownEscape}
          variant="filled"
          data-autofocus
          rightSection={<KeyCaps combo="Escape" look="inButton" />}
          onClick={idleWatch.stay}
        >
          {text('presence.stay')}
        </Button>
      </div>
    </div>
  )
}
