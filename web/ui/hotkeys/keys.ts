// Keys are named by their place (`KeyboardEvent.code`), so that a Cyrillic layout keeps them.
export type KeyCode =
  | `Key${'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M' | 'N' | 'O' | 'P' | 'Q' | 'R' | 'S' | 'T' | 'U' | 'V' | 'W' | 'X' | 'Y' | 'Z'}`
  | `Digit${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | 'Enter'
  | 'Escape'
  | 'Slash'
  | 'Question'
  | 'ArrowUp'
  | 'ArrowDown'

/** `KeyJ`, `Ctrl+Enter`, or a chord of two keys pressed one after another: `KeyG KeyI`. */
export type HotkeyCombo = KeyCode | `Ctrl+${KeyCode}` | `KeyG ${KeyCode}`

const names: Readonly<Record<string, string>> = {
  Enter: '↵',
  Slash: '/',
  Question: '?',
  ArrowUp: '↑',
  ArrowDown: '↓',
}

/** The caps to draw for a combination, in order; `Ctrl` and `Esc` are given in the reader's language. */
export function keyCaps(
  combo: HotkeyCombo,
  words: { readonly ctrl: string; readonly esc: string },
): string[] {
  const cap = (code: string): string =>
    code === 'Escape' ? words.esc : (names[code] ?? code.replace(/^(Key|Digit)/, ''))
  return combo
    .split(' ')
    .map((step) =>
      step.startsWith('Ctrl+') ? `${words.ctrl} ${cap(step.slice('Ctrl+'.length))}` : cap(step),
    )
}

export interface Pressed {
  readonly code: string
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** The one step of a combination that this event is, or null for what is not ours (Alt, function keys…). */
export function pressedStep(event: Pressed): string | null {
  if (event.altKey) return null
  const isCommand = event.ctrlKey || event.metaKey
  // The question mark and the slash move about between layouts: what is printed on the key decides.
  if (!isCommand && event.key === '?') return 'Question'
  if (!isCommand && event.key === '/') return 'Slash'
  if (event.shiftKey) return null
  const code = event.code === 'NumpadEnter' ? 'Enter' : event.code
  return isCommand ? `Ctrl+${code}` : code
}
