import { notifications } from '@mantine/notifications'
import { ActionButton } from '../action/ActionButton.tsx'
import { StatusShape } from '../status/StatusShape.tsx'
import { useWord } from '../words.ts'
import classes from './notify.module.css'

const undoMilliseconds = 10_000
const plainMilliseconds = 5000

interface LineProps {
  readonly text: string
  readonly isBad?: boolean
  readonly onUndo?: () => void
}

function NoticeLine({ text, isBad = false, onUndo }: LineProps) {
  const word = useWord()
  return (
    <div className={classes['line']}>
      {isBad ? <StatusShape shape="cross" hue="bad" /> : <StatusShape shape="check" hue="ok" />}
      <span className={classes['text']}>{text}</span>
      {onUndo && <ActionButton label={word('undo')} combo="Ctrl+KeyZ" size="row" onRun={onUndo} />}
    </div>
  )
}

/** Says that something is done: “Saved”. */
export function notifyDone(text: string): void {
  notifications.show({ message: <NoticeLine text={text} />, autoClose: plainMilliseconds })
}

/** Says that something could not be done; stays until closed. */
export function notifyFailed(text: string): void {
  notifications.show({ message: <NoticeLine text={text} isBad />, autoClose: false })
}

/** Says what is done and takes it back for 10 seconds, by the button or Ctrl Z. */
export function notifyUndo(text: string, undo: () => void): void {
  const id = notifications.show({
    message: (
      <NoticeLine
        text={text}
        onUndo={() => {
          notifications.hide(id)
          undo()
        }}
      />
    ),
    autoClose: undoMilliseconds,
  })
}
