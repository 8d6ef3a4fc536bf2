import { type RefObject, useEffect } from 'react'
import { useHotkey } from '../hotkeys/use-hotkey.ts'
import { useWord } from '../words.ts'
import { type Selection, toggled } from './column.ts'

interface RowsUnderKeys<Row> {
  readonly rows: readonly Row[] | undefined
  readonly rowId: (row: Row) => string
  readonly current?: string | undefined
  readonly onCurrent?: (id: string) => void
  readonly onOpen?: (row: Row) => void
  readonly selection?: Selection
}

/** J and K move the current row, X selects it, Enter opens it. The row stays in sight. */
export function useRowKeys<Row>(table: RowsUnderKeys<Row>, body: RefObject<HTMLElement | null>): void {
  const word = useWord()
  const { rows = [], rowId, current, onCurrent, onOpen, selection } = table
  const index = rows.findIndex((row) => rowId(row) === current)
  const move = (step: 1 | -1): void => {
    // A table whose rows only open has no current row: the one with the focus is where one stands.
    const from = onCurrent ? index : rows.findIndex((row) => hasFocus(rowElement(body, rowId(row))))
    const next = rows[from === -1 ? 0 : Math.max(0, Math.min(rows.length - 1, from + step))]
    if (next === undefined) return
    onCurrent?.(rowId(next))
    // The focus goes along, so that a screen reader says the row and Tab goes on from there.
    const element = rowElement(body, rowId(next))
    element?.querySelector('button')?.focus({ preventScroll: true })
    if (!onCurrent) element?.scrollIntoView({ block: 'nearest' })
  }
  const canMove = (onCurrent !== undefined || onOpen !== undefined) && rows.length > 0
  const row = rows[index]
  useHotkey('KeyJ', { label: word('next'), run: () => move(1), when: canMove })
  useHotkey('KeyK', { label: word('previous'), run: () => move(-1), when: canMove })
  useHotkey('KeyX', {
    label: word('keysSelect'),
    when: selection !== undefined && current !== undefined,
    run: () => {
      if (selection && current !== undefined) selection.onSelect(toggled(selection.selected, current))
    },
  })
  useHotkey('Enter', {
    label: word('keysOpen'),
    when: onOpen !== undefined && row !== undefined,
    run: () => {
      if (row !== undefined) onOpen?.(row)
    },
  })
  useEffect(() => {
    if (current === undefined) return
    rowElement(body, current)?.scrollIntoView({ block: 'nearest' })
  }, [current, body])
}

function hasFocus(row: Element | null): boolean {
  return row?.contains(document.activeElement) ?? false
}

function rowElement(body: RefObject<HTMLElement | null>, id: string): Element | null {
  return body.current?.querySelector(`[data-id="${CSS.escape(id)}"]`) ?? null
}
