import { Button, Menu } from '@mantine/core'
import { Icon } from '../icon/Icon.tsx'
import { useWord } from '../words.ts'
import type { Sorting } from './filter.ts'

/** A button that says the order and changes it. */
export function SortMenu(sorting: Sorting) {
  const word = useWord()
  const chosen = sorting.choices.find((choice) => choice.value === sorting.value)?.label
  return (
    <Menu>
      <Menu.Target>
        <Button leftSection={<Icon name="sort" />} aria-label={`${word('sort')}: ${chosen ?? ''}`}>
          {chosen}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <SortItems {...sorting} />
      </Menu.Dropdown>
    </Menu>
  )
}

/** The orders as items of a menu, the one in force ticked. */
export function SortItems({ value, choices, onChange }: Sorting) {
  return choices.map((choice) => (
    <Menu.Item
      key={choice.value}
      onClick={() => onChange(choice.value)}
      {...(choice.value === value ? { rightSection: <Icon name="check" />, 'aria-current': true } : {})}
    >
      {choice.label}
    </Menu.Item>
  ))
}
