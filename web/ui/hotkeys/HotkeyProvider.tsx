import { type ReactNode, useContext, useEffect } from 'react'
import { HotkeyContext } from './use-hotkey.ts'

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('[role="combobox"],[role="listbox"]')) return true
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

// Enter belongs to the focused link or button; a menu or a dialog has its own keys.
function belongsToControl(event: KeyboardEvent): boolean {
  const { target } = event
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('[role="menu"]')) return true
  return (
    event.key === 'Enter' &&
    !event.ctrlKey &&
    !event.metaKey &&
    target.closest('a,button,summary,[role="option"]') !== null
  )
}

/** Listens for the whole window. Keys rest while a dialog is open, except those that the dialog itself registers. */
export function HotkeyProvider({ children }: { readonly children: ReactNode }) {
  const registry = useContext(HotkeyContext)
  useEffect(() => {
    // Asked before anybody acts: the Escape that closes a dialog must not be heard by the page below as well.
    let isDialogOpen = false
    const look = (): void => {
      isDialogOpen = document.querySelector('[role="dialog"][aria-modal="true"]') !== null
    }
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || belongsToControl(event)) return
      if (registry.press(event, { isTyping: isField(event.target), isDialogOpen })) event.preventDefault()
    }
    window.addEventListener('keydown', look, { capture: true })
    window.addEventListener('keydown', listen)
    return () => {
      window.removeEventListener('keydown', look, { capture: true })
      window.removeEventListener('keydown', listen)
    }
  }, [registry])
  return children
}
