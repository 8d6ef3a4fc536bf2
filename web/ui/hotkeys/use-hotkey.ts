import { createContext, useContext, useLayoutEffect, useRef } from 'react'
import type { HotkeyCombo } from './keys.ts'
import { HotkeyRegistry } from './registry.ts'

export const HotkeyContext = createContext<HotkeyRegistry>(new HotkeyRegistry(localStorage))

/** True below a dialog or drawer: keys registered there are the ones heard while it is open. */
export const InDialogContext = createContext(false)

interface HotkeyUse {
  /** What the key does, for the list behind `?`. */
  readonly label: string
  readonly run: () => void
  readonly when?: boolean
  readonly whileTyping?: boolean
}

/** Registers a key while the component is on screen. */
export function useHotkey(combo: HotkeyCombo | undefined, use: HotkeyUse): void {
  const registry = useContext(HotkeyContext)
  const inDialog = useContext(InDialogContext)
  const latest = useRef(use.run)
  latest.current = use.run
  const { label, when = true, whileTyping = false } = use
  // Before the paint: a key that is shown on a button works from the moment it is seen.
  useLayoutEffect(() => {
    if (!(when && combo)) return undefined
    return registry.add({ combo, label, whileTyping, inDialog, run: () => latest.current() })
  }, [registry, combo, label, when, whileTyping, inDialog])
}
