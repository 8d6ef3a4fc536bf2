import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useHotkey } from '../hotkeys/use-hotkey.ts'
import { Icon } from '../icon/Icon.tsx'
import { KeyCaps } from '../keys/KeyCaps.tsx'
import { useWord } from '../words.ts'
import classes from './filter-bar.module.css'

interface SearchBoxProps {
  readonly value: string
  readonly placeholder: string
  readonly onSearch: (words: string) => void
}

// Long enough to finish a name, short enough not to be felt.
const pauseMilliseconds = 250

/** Search within a list: `/` brings the cursor here, Esc empties it. */
export function SearchBox({ value, placeholder, onSearch }: SearchBoxProps) {
  const word = useWord()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => setTyped(value), [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  useHotkey('Slash', { label: word('search'), run: () => input.current?.focus() })
  const type = (words: string, pause = pauseMilliseconds): void => {
    setTyped(words)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onSearch(words.trim()), pause)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') type(typed, 0)
    if (event.key !== 'Escape') return
    event.stopPropagation()
    if (typed === '') input.current?.blur()
    else type('', 0)
  }
  return (
    <TextInput
      ref={input}
      className={classes['search'] ?? ''}
      type="search"
      role="searchbox"
      aria-label={placeholder}
      placeholder={placeholder}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      leftSection={<Icon name="search" />}
      {...(typed === ''
        ? { rightSection: <KeyCaps combo="Slash" />, rightSectionPointerEvents: 'none' as const }
        : {})}
    />
  )
}
