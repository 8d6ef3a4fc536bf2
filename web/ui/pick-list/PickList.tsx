import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useEffect, useRef } from 'react'
import classes from './pick-list.module.css'

interface PickGroup {
  readonly title?: string
  readonly options: readonly { readonly value: string; readonly label: string; readonly note?: string }[]
}

interface PickListProps {
  /** What is looked for; also the spoken name. */
  readonly placeholder: string
  readonly words: string
  readonly onWords: (words: string) => void
  /** What the words leave. */
  readonly groups: readonly PickGroup[]
  /** Why there is nothing. */
  readonly empty: string
  readonly onPick: (value: string) => void
}

/** One of many, for what floats: typing narrows the list, arrow keys and Enter choose. */
export function PickList({ placeholder, words, onWords, groups, empty, onPick }: PickListProps) {
  const combobox = useCombobox({ opened: true })
  const input = useRef<HTMLInputElement>(null)
  const shown = groups.flatMap(({ options }) => options.map(({ value }) => value)).join(' ')
  useEffect(() => input.current?.focus(), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: other options, another first one; the store itself never changes
  useEffect(() => {
    combobox.selectFirstOption()
  }, [shown])
  return (
    <Combobox store={combobox} onOptionSubmit={onPick}>
      {/* Escape is for what the list floats in. */}
      <Combobox.EventsTarget withExpandedAttribute data-mantine-stop-propagation={undefined}>
        <TextInput
          ref={input}
          aria-label={placeholder}
          placeholder={placeholder}
          value={words}
          onChange={(event) => onWords(event.currentTarget.value)}
          autoComplete="off"
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={classes['options']} aria-label={placeholder}>
        {groups.map(({ title, options }) => {
          const list = options.map(({ value, label, note }) => (
            <Combobox.Option key={value} value={value}>
              {label}
              {note && <span className={classes['note']}>{note}</span>}
            </Combobox.Option>
          ))
          return title === undefined ? (
            list
          ) : (
            <Combobox.Group key={title} label={title}>
              {list}
            </Combobox.Group>
          )
        })}
        {shown === '' && <Combobox.Empty>{empty}</Combobox.Empty>}
      </Combobox.Options>
    </Combobox>
  )
}
