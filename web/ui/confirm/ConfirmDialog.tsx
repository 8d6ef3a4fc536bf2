import { Button, Modal, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { KeyCaps } from '../keys/KeyCaps.tsx'
import { overDrawer } from '../side-panel/over-drawer.ts'
import { useWord } from '../words.ts'
import classes from './confirm.module.css'

interface ConfirmDialogProps {
  readonly isOpen: boolean
  /** The question names the thing: “End ‘Come back, autumn’?” */
  readonly title: string
  /** The effect, in full sentences, and whether it can be undone. */
  readonly children: ReactNode
  /** The effect again: “End for 611 patients”. */
  readonly confirm: string
  /** The safe way: “Keep running”. Default: Cancel. It has the focus. */
  readonly keep?: string
  readonly tone?: 'danger' | 'main'
  /** Asks for a written reason, which `onConfirm` receives; without it the button stays blocked. */
  readonly needsReason?: boolean
  readonly isBusy?: boolean
  readonly onConfirm: (reason: string) => void
  readonly onClose: () => void
}

/** For what cannot be undone. What can be undone gets `notifyUndo` instead of a question. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={props.title}
      withCloseButton={false}
      size={480}
      zIndex={overDrawer}
    >
      <ConfirmBody {...props} />
    </Modal>
  )
}

function ConfirmBody(props: ConfirmDialogProps) {
  const word = useWord()
  const [reason, setReason] = useState('')
  const isBlocked = props.needsReason === true && reason.trim().length < 3
  return (
    <div className={classes['body']}>
      <div className={classes['effect']}>{props.children}</div>
      {props.needsReason && (
        <Textarea
          label={word('reason')}
          description={word('reasonHelp')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autosize
          minRows={2}
          required
        />
      )}
      <div className={classes['buttons']}>
        <Button
          onClick={props.onClose}
          rightSection={<KeyCaps combo="Escape" look="inButton" />}
          data-autofocus
        >
          {props.keep ?? word('cancel')}
        </Button>
        <Button
          variant="filled"
          color={props.tone === 'main' ? 'lagoon' : 'bad'}
          loading={props.isBusy ?? false}
          disabled={isBlocked}
          onClick={() => props.onConfirm(reason.trim())}
        >
          {props.confirm}
        </Button>
      </div>
    </div>
  )
}
