import { Button, Menu } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { FormattedMessage } from 'react-intl'
import { useHotkey } from '../hotkeys/use-hotkey.ts'
import { Icon } from '../icon/Icon.tsx'
import { KeyCaps } from '../keys/KeyCaps.tsx'
import { MenuGroup } from '../menu/MenuGroup.tsx'
import { useNumbers } from '../numbers.ts'
import { useWord } from '../words.ts'
import { FilterChip } from './FilterChip.tsx'
import type { Filter, Sorting } from './filter.ts'
import classes from './filter-bar.module.css'
import { SearchBox } from './SearchBox.tsx'

interface FilterBarProps {
  readonly search?: {
    readonly value: string
    readonly placeholder: string
    readonly onSearch: (words: string) => void
  }
  readonly filters?: readonly Filter[]
  /** The exact number of rows that match, and of how many; undefined while it is being counted. */
  readonly count?: { readonly matching: number; readonly of: number } | undefined
  readonly sorting?: Sorting
  readonly end?: ReactNode
}

/** Search, one chip per filter, “+ Filter”, the exact count, the order. */
export function FilterBar({ search, filters = [], count, sorting, end }: FilterBarProps) {
  const offered = filters.filter((filter) => filter.value === undefined)
  return (
    <div className={classes['bar']}>
      {search && <SearchBox {...search} />}
      {filters
        .filter((filter) => filter.value !== undefined)
        .map((filter) => (
          <FilterChip key={filter.id} filter={filter} />
        ))}
      {offered.length > 0 && <AddFilter filters={offered} />}
      <div className={classes['end']}>
        <Count count={count} />
        {sorting && <SortMenu {...sorting} />}
        {end}
      </div>
    </div>
  )
}

function Count({ count }: Pick<FilterBarProps, 'count'>) {
  const numbers = useNumbers()
  return (
    <span className={classes['count']} aria-live="polite">
      {count && (
        <FormattedMessage
          id="uiWords.countOf"
          values={{
            part: numbers.count(count.matching),
            whole: numbers.count(count.of),
            b: (parts) => <b key="b">{parts}</b>,
          }}
        />
      )}
    </span>
  )
}

function AddFilter({ filters }: { readonly filters: readonly Filter[] }) {
  const word = useWord()
  const [isOpen, setIsOpen] = useState(false)
  useHotkey('KeyF', { label: word('addFilter'), run: () => setIsOpen(true) })
  return (
    <Menu opened={isOpen} onChange={setIsOpen} position="bottom-start">
      <Menu.Target>
        <Button
          className={classes['add'] ?? ''}
          leftSection={<Icon name="plus" />}
          rightSection={<KeyCaps combo="KeyF" />}
        >
          {word('addFilter')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes['menu']}>
        {filters.map((filter) => (
          <MenuGroup key={filter.id} label={filter.label}>
            {filter.choices.map((choice) => (
              <Menu.Item key={choice.value} onClick={() => filter.onChange(choice.value)}>
                {choice.label}
              </Menu.Item>
            ))}
          </MenuGroup>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function SortMenu({ value, choices, onChange }: Sorting) {
  const word = useWord()
  return (
    <Menu>
      <Menu.Target>
        <Button
          leftSection={<Icon name="sort" />}
          aria-label={`${word('sort')}: ${choices.find((choice) => choice.value === value)?.label ?? ''}`}
        >
          {choices.find((choice) => choice.value === value)?.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.value}
            onClick={() => onChange(choice.value)}
            {...(choice.value === value ? { rightSection: <Icon name="check" />, 'aria-current': true } : {})}
          >
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
