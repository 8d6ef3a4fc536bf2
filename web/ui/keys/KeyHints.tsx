import type { ReactNode } from 'react'
import type { HotkeyCombo } from '../hotkeys/keys.ts'
import { useWord } from '../words.ts'
import { KeyCaps } from './KeyCaps.tsx'
import classes from './keys.module.css'

export interface KeyHint {
  readonly combos: readonly HotkeyCombo[]
  readonly label: string
}

interface KeyHintsProps {
  readonly hints: readonly KeyHint[]
  /** What stands at the right end, for example the age of the source. Default: the hint to all keys. */
  readonly children?: ReactNode
}

/** The line at the foot of a page: the keys that matter here. Hidden where there is no keyboard. */
export function KeyHints({ hints, children }: KeyHintsProps) {
  const word = useWord()
  return (
    <div className={classes['hints']}>
      <div className={classes['hintList']}>
        {hints.map((hint) => (
          <span key={hint.label} className={classes['hint']}>
            {hint.combos.map((combo) => (
              <KeyCaps key={combo} combo={combo} />
            ))}
            {hint.label}
          </span>
        ))}
      </div>
      <div className={classes['end']}>
        {children ?? (
          <span className={classes['hint']}>
            <KeyCaps combo="Question" />
            {word('allKeys')}
          </span>
        )}
      </div>
    </div>
  )
}
