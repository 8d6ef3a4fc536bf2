import { Button, Menu } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { HotkeyCombo } from '../hotkeys/keys.ts'
import { useHotkey } from '../hotkeys/use-hotkey.ts'
import { Icon } from '../icon/Icon.tsx'
import type { IconName } from '../icon/icon-paths.ts'
import { KeyCaps } from '../keys/KeyCaps.tsx'
import classes from './action.module.css'

interface KeyMenuProps {
  /** What it does, for the list behind `?` and the ear. */
  readonly label: string
  /** What stands on the button, where that is a state. */
  readonly shown?: string
  readonly icon: IconName
  readonly combo?: HotkeyCombo | undefined
  readonly look?: 'main' | 'plain'
  readonly children: ReactNode
}

/** A menu that a key opens with its first choice under the cursor. */
export function KeyMenu({ label, shown = label, icon, combo, look = 'plain', children }: KeyMenuProps) {
  const [isOpen, setOpen] = useState(false)
  useHotkey(combo, { label, run: () => setOpen(true) })
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-end" width={264}>
      <Menu.Target>
        <Button
          variant={look === 'main' ? 'filled' : 'default'}
          leftSection={<Icon name={icon} />}
          rightSection={combo && <KeyCaps combo={combo} look="inButton" />}
          title={shown === label ? undefined : label}
        >
          <span className={classes['menuWord']}>{shown}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={label} className={classes['menuChoices']}>
        {children}
      </Menu.Dropdown>
    </Menu>
  )
}
