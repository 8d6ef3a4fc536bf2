import { Popover } from '@mantine/core'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { InDialogContext } from '../../../ui/hotkeys/use-hotkey.ts'
import classes from './builder.module.css'

/** True where the plan may be read but not changed. */
export const FixedContext = createContext(false)

interface ChipProps {
  /** What it decides: “Age”. */
  readonly name: string
  /** How the sentence reads now: “30–65 years”. */
  readonly label: string
  /** The fields that change it. */
  readonly children: ReactNode
}

/** A word of the sentence that can be changed where it stands. */
export function Chip({ name, label, children }: ChipProps) {
  const isFixed = useContext(FixedContext)
  const [isOpen, setIsOpen] = useState(false)
  if (isFixed) return <span className={classes['chipFixed']}>{label}</span>
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-start"
      floatingStrategy="fixed"
      withinPortal={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button type="button" className={classes['chip']} onClick={() => setIsOpen(!isOpen)}>
          <span className="k-unseen">{name}: </span>
          {label}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={name} className={classes['fields']}>
        <InDialogContext value={true}>{children}</InDialogContext>
      </Popover.Dropdown>
    </Popover>
  )
}
