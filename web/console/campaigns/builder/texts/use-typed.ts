import { useRef, useState } from 'react'

interface Typing<T> {
  readonly value: T
  readonly show: (value: T) => string
  readonly keep: (typed: string) => T
  readonly onChange: (value: T) => void
}

/**
 * What stands in a field while it is typed into. It is kept in another shape than it is written in; as long as both
 * mean the same, the field shows what was typed, spaces and all.
 */
export function useTyped<T>({ value, show, keep, onChange }: Typing<T>) {
  const [typed, setTyped] = useState(() => show(value))
  const field = useRef<HTMLTextAreaElement>(null)
  const isSame = JSON.stringify(keep(typed)) === JSON.stringify(value)
  const shown = isSame ? typed : show(value)
  const set = (next: string): void => {
    setTyped(next)
    onChange(keep(next))
  }
  return {
    field,
    shown,
    set,
    /** Puts a word where the cursor is, or was; a space goes in front where one is missing. */
    insert: (word: string): void => {
      const from = field.current?.selectionStart ?? shown.length
      const to = field.current?.selectionEnd ?? from
      const before = shown.slice(0, from)
      const put = `${/[^\s(]$/.test(before) ? ' ' : ''}${word}`
      set(`${before}${put}${shown.slice(to)}`)
      const cursor = from + put.length
      requestAnimationFrame(() => {
        field.current?.focus()
        field.current?.setSelectionRange(cursor, cursor)
      })
    },
  }
}
