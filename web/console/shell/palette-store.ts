import { useSyncExternalStore } from 'react'

// Opened from the menu, from the top bar and by Ctrl K: one palette, wherever it is asked for.
let isOpen = false
const listeners = new Set<() => void>()

function show(open: boolean): void {
  isOpen = open
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function openPalette(): void {
  show(true)
}

export function closePalette(): void {
  show(false)
}

export function usePaletteIsOpen(): boolean {
  return useSyncExternalStore(subscribe, () => isOpen)
}
