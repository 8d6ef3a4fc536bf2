import { Button } from '@mantine/core'
import { type MouseEventHandler, type ReactNode, useId } from 'react'
import type { HotkeyCombo } from '../hotkeys/keys.ts'
import { useHotkey } from '../hotkeys/use-hotkey.ts'
import { Icon } from '../icon/Icon.tsx'
import type { IconName } from '../icon/icon-paths.ts'
import { KeyCaps } from '../keys/KeyCaps.tsx'
import classes from './action.module.css'

interface ActionButtonProps {
  /** The verb on the button; also the name of the key in the list behind `?`. */
  readonly label: string
  readonly onRun?: (() => void) | undefined
  readonly icon?: IconName
  readonly combo?: HotkeyCombo
  /** `main` is the one filled button of a page; `danger` is filled red and belongs in a dialog. */
  readonly look?: 'main' | 'plain' | 'danger' | 'bare'
  readonly size?: 'normal' | 'row'
  readonly type?: 'button' | 'submit'
  readonly isBusy?: boolean
  /** Why it cannot be pressed now. Given means disabled, and the reason stands beside the button. */
  readonly blocked?: string | undefined
  readonly whileTyping?: boolean
  /** Replaces the label on screen where the label alone would not do (a count inside, for example). */
  readonly children?: ReactNode
}

const variants = { main: 'filled', danger: 'filled', plain: 'default', bare: 'subtle' } as const

/** A button together with its key: the key works while the button is on screen and not blocked. */
export function ActionButton(props: ActionButtonProps) {
  const {
    label,
    icon,
    combo,
    look = 'plain',
    size = 'normal',
    type = 'button',
    isBusy = false,
    blocked,
  } = props
  const reasonId = useId()
  const run = () => props.onRun?.()
  const isFree = blocked === undefined && !isBusy && props.onRun !== undefined
  useHotkey(combo, { label, run, when: isFree, whileTyping: props.whileTyping ?? false })
  const onClick: MouseEventHandler = (event) => {
    // A row opens on a click; its button must not open the row as well.
    event.stopPropagation()
    if (isFree) run()
  }
  return (
    <span className={classes['action']}>
      <Button
        variant={variants[look]}
        color={look === 'danger' ? 'bad' : 'lagoon'}
        size={size === 'row' ? 'xs' : 'sm'}
        type={type}
        loading={isBusy}
        disabled={blocked !== undefined}
        onClick={onClick}
        leftSection={icon && <Icon name={icon} />}
        rightSection={combo && <KeyCaps combo={combo} look="inButton" />}
        {...(blocked === undefined ? {} : { 'aria-describedby': reasonId })}
      >
        {props.children ?? label}
      </Button>
      {blocked !== undefined && (
        <span id={reasonId} className={classes['reason']}>
          {blocked}
        </span>
      )}
    </span>
  )
}
