import { ActionIcon } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { ActionButton } from '../action/ActionButton.tsx'
import { Icon } from '../icon/Icon.tsx'
import { StatusShape } from '../status/StatusShape.tsx'
import { useWord } from '../words.ts'
import classes from './notify.module.css'

const undoMilliseconds = 10_000
const plainMilliseconds = 5000

interface LineProps {
  readonly text: string
  readonly isBad?: boolean
  readonly onUndo?: () => void
  readonly onClose: () => void
}

function NoticeLine({ text, isBad = false, onUndo, onClose }: LineProps) {
  const word = useWord()
  return (
    <div className={classes['line']}>
      {isBad ? <StatusShape shape="cross" hue="bad" /> : <StatusShape shape="check" hue="ok" />}
      <span className={classes['text']}>{text}</span>
      {onUndo && <ActionButton label={word('undo')} combo="Ctrl+KeyZ" size="row" onRun={onUndo} />}
      <ActionIcon variant="subtle" aria-label={word('close')} onClick={onClose}>
        <Icon name="x" />
      </ActionIcon>
    </div>
  )
}

function show(line: Omit<LineProps, 'onClose'>, closesAfter: number | false): void {
  const id = notifications.show({
    autoClose: closesAfter,
    message: (
      <NoticeLine
        {...line}
        onClose={() => notifications.hide(id)}
        {...(line.onUndo && {
          onUndo: () => {
            notifications.hide(id)
            line.onUndo?.()
          },
        })}
      />
    ),
  })
}

/** Says that something is done: “Saved”. */
export function notifyDone(text: string): void {
  show({ text }, plainMilliseconds)
}

/** Says that something could not be done; stays until closed. */
export function notifyFailed(text: string): void {
  show({ text, isBad: true }, false)
}

/** Says what is done and takes it back for 10 seconds, by the button or Ctrl Z. */
export function notifyUndo(text: string, undo: () => void): void {
  show({ text, onUndo: undo }, undoMilliseconds)
}

/** What was said to one person must not stay for the next. */
export function clearNotices(): void {
  notifications.clean()
}
