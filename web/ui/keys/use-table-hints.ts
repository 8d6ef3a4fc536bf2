import { useWord } from '../words.ts'
import type { KeyHint } from './KeyHints.tsx'

/** The hints under a `DataTable`: move, and what else the page offers. */
export function useTableHints(offers: {
  readonly select?: boolean
  readonly panel?: boolean
}): readonly KeyHint[] {
  const word = useWord()
  const hints: KeyHint[] = [
    { combos: ['KeyJ', 'KeyK'], label: word('keysMove') },
    { combos: ['Enter'], label: word('keysOpen') },
  ]
  if (offers.select) hints.splice(1, 0, { combos: ['KeyX'], label: word('keysSelect') })
  if (offers.panel) hints.push({ combos: ['Escape'], label: word('closePanel') })
  return hints
}
