import { type HotkeyCombo, keyCaps } from '../hotkeys/keys.ts'
import { useWord } from '../words.ts'
import classes from './keys.module.css'

interface KeyCapsProps {
  readonly combo: HotkeyCombo
  /** `inButton` fits a coloured button: no frame, half-transparent ground. */
  readonly look?: 'framed' | 'inButton'
}

/** Draws the keys of one combination, for example [Ctrl] [↵]. */
export function KeyCaps({ combo, look = 'framed' }: KeyCapsProps) {
  const word = useWord()
  return (
    <span className={classes['caps']} data-look={look} aria-hidden="true">
      {keyCaps(combo, { ctrl: word('ctrl'), esc: word('esc') }).map((cap) => (
        <kbd key={cap} className={classes['cap']}>
          {cap}
        </kbd>
      ))}
    </span>
  )
}
