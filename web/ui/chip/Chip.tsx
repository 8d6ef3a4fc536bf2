import { Popover } from '@mantine/core'
import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react'
import { InDialogContext } from '../hotkeys/use-hotkey.ts'
import classes from './chip.module.css'

/** True where what the chips say may be read but not changed. */
export const FixedContext = createContext(false)

interface ChipProps {
  /** What it decides: “Age”. */
  readonly name: string
  /** How the sentence reads now: “30–65 years”. */
  readonly label: ReactNode
  /** The fields that change it; with a function, `close` is how they end it. */
  readonly children: ReactNode | ((close: () => void) => ReactNode)
  /** `group` opens a bracket; `add` is a place for another chip. */
  readonly look?: 'word' | 'group' | 'add'
  /** Backspace or Delete on the chip. */
  readonly onRemove?: () => void
  /** It has just come to be, and is where the reader goes on. */
  readonly isNew?: boolean
  /** Where the focus goes when the fields are closed: back here, unless another chip wants it. */
  readonly keepsFocus?: boolean
  readonly width?: 'normal' | 'wide'
}

const widths = { normal: 300, wide: 360 } as const

/** A word of a sentence that can be changed where it stands. */
export function Chip(props: ChipProps) {
  const { name, label, children, look = 'word', onRemove, isNew = false, keepsFocus = true } = props
  const isFixed = useContext(FixedContext)
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isNew) button.current?.focus()
  }, [isNew])
  if (isFixed) return look === 'add' ? null : <span className={classes['fixed']}>{label}</span>
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!onRemove || (event.key !== 'Backspace' && event.key !== 'Delete')) return
    event.preventDefault()
    onRemove()
  }
  const close = (): void => setIsOpen(false)
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      width={widths[props.width ?? 'normal']}
      position="bottom-start"
      floatingStrategy="fixed"
      withinPortal={false}
      trapFocus
      returnFocus={keepsFocus}
    >
      <Popover.Target>
        <button
          ref={button}
          type="button"
          data-chip
          data-look={look}
          className={classes['chip']}
          onClick={() => setIsOpen(!isOpen)}
          onKeyDown={onKeyDown}
        >
          {look !== 'add' && <span className="k-unseen">{name}: </span>}
          {label}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={name} className={classes['fields']}>
        <InDialogContext value={true}>
          {typeof children === 'function' ? children(close) : children}
        </InDialogContext>
      </Popover.Dropdown>
    </Popover>
  )
}
