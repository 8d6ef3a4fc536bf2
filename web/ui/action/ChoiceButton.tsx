import type { HotkeyCombo } from '../hotkeys/keys.ts'
import { useHotkey } from '../hotkeys/use-hotkey.ts'
import { KeyCaps } from '../keys/KeyCaps.tsx'
import classes from './action.module.css'

interface ChoiceButtonProps {
  readonly label: string
  readonly combo: HotkeyCombo | undefined
  readonly onRun: () => void
}

/** One of several answers that act at once, each by a digit of its own. */
export function ChoiceButton({ label, combo, onRun }: ChoiceButtonProps) {
  useHotkey(combo, { label, run: onRun })
  return (
    <button
      type="button"
      className={classes['choice']}
      onClick={onRun}
      // In a dialog the digits are heard at once.
      {...(combo === 'Digit1' ? { 'data-autofocus': true } : {})}
    >
      {label}
      {combo && <KeyCaps combo={combo} />}
    </button>
  )
}
