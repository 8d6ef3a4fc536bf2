import { ActionIcon, Menu } from '@mantine/core'
import { useState } from 'react'
import { useHotkey } from '../hotkeys/use-hotkey.ts'
import { Icon } from '../icon/Icon.tsx'
import { MenuGroup } from '../menu/MenuGroup.tsx'
import { useWord } from '../words.ts'
import type { ListMenu, ListTool, Sorting } from './filter.ts'
import classes from './filter-bar.module.css'
import { SortItems } from './SortMenu.tsx'

interface ListToolsMenuProps {
  readonly sorting: Sorting | undefined
  readonly tools: readonly ListTool[]
  readonly menu: ListMenu | undefined
}

/** On a narrow screen: everything about the whole list behind one sign. Their keys work as on a wide one. */
export function ListToolsMenu({ sorting, tools, menu }: ListToolsMenuProps) {
  const word = useWord()
  const [isOpen, setIsOpen] = useState(false)
  useHotkey(menu?.combo, { label: menu?.label ?? '', run: () => setIsOpen(true) })
  const isBusy = tools.some((tool) => tool.isBusy)
  return (
    <>
      <Menu opened={isOpen} onChange={setIsOpen} width={264}>
        <Menu.Target>
          <ActionIcon size={32} aria-label={word('listTools')} loading={isBusy}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown className={classes['menu']}>
          {menu && <MenuGroup label={menu.label}>{menu.items}</MenuGroup>}
          {sorting && (
            <MenuGroup label={word('sort')}>
              <SortItems {...sorting} />
            </MenuGroup>
          )}
          {tools.length > 0 && <Menu.Divider />}
          {tools.map((tool) => (
            <Menu.Item key={tool.label} leftSection={<Icon name={tool.icon} />} onClick={tool.onRun}>
              {tool.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {tools.map((tool) => (
        <ToolKey key={tool.label} {...tool} />
      ))}
    </>
  )
}

function ToolKey({ combo, label, isBusy, onRun }: ListTool) {
  useHotkey(combo, { label, run: onRun, when: !isBusy })
  return null
}
