import { ActionIcon, Button, Menu } from '@mantine/core'
import { useState } from 'react'
import { useHotkey } from '../hotkeys/use-hotkey.ts'
import { Icon } from '../icon/Icon.tsx'
import { KeyCaps } from '../keys/KeyCaps.tsx'
import { MenuGroup } from '../menu/MenuGroup.tsx'
import { useWord } from '../words.ts'
import type { Filter } from './filter.ts'
import classes from './filter-bar.module.css'

interface AddFilterProps {
  readonly filters: readonly Filter[]
  /** On a narrow screen a sign has to do. */
  readonly look: 'word' | 'sign'
}

/** “+ Filter”: everything the list can still be narrowed by. */
export function AddFilter({ filters, look }: AddFilterProps) {
  const word = useWord()
  const [isOpen, setIsOpen] = useState(false)
  useHotkey('KeyF', { label: word('addFilter'), run: () => setIsOpen(true) })
  return (
    <Menu opened={isOpen} onChange={setIsOpen} position={look === 'word' ? 'bottom-start' : 'bottom-end'}>
      <Menu.Target>
        {look === 'word' ? (
          <Button
            className={classes['add'] ?? ''}
            leftSection={<Icon name="plus" />}
            rightSection={<KeyCaps combo="KeyF" />}
          >
            {word('addFilter')}
          </Button>
        ) : (
          <ActionIcon size={32} aria-label={word('addFilter')}>
            <Icon name="filter" />
          </ActionIcon>
        )}
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
