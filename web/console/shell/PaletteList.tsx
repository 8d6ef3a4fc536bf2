import { useEffect, useRef } from 'react'
import { Icon } from '../../ui/icon/Icon.tsx'
import { KeyCaps } from '../../ui/keys/KeyCaps.tsx'
import { useText } from '../messages/use-text.ts'
import classes from './palette.module.css'
import type { PaletteItem } from './palette-items.ts'

interface PaletteListProps {
  readonly items: readonly PaletteItem[]
  readonly active: number
  readonly onRun: (item: PaletteItem) => void
}

const groups = [
  { id: 'patients', title: 'shell.patients' },
  { id: 'pages', title: 'shell.goTo' },
] as const

export function PaletteList({ items, active, onRun }: PaletteListProps) {
  const text = useText()
  return (
    <div id="palette-list" role="listbox" className={classes['list']} aria-label={text('shell.goTo')}>
      {groups.map((group) => {
        const mine = items.filter((item) => item.group === group.id)
        return (
          mine.length > 0 && (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a listbox
            <div key={group.id} role="group" aria-label={text(group.title)}>
              <div className={classes['group']} aria-hidden="true">
                {text(group.title)}
              </div>
              {mine.map((item) => (
                <PaletteOption key={item.id} item={item} isActive={items[active] === item} onRun={onRun} />
              ))}
            </div>
          )
        )
      })}
    </div>
  )
}

interface PaletteOptionProps {
  readonly item: PaletteItem
  readonly isActive: boolean
  readonly onRun: (item: PaletteItem) => void
}

function PaletteOption({ item, isActive, onRun }: PaletteOptionProps) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    // The input keeps the focus and handles the keys; options are only pointed at.
    // biome-ignore lint/a11y/useKeyWithClickEvents: arrow keys and Enter are handled by the combobox
    <div
      ref={element}
      id={`palette-${item.id}`}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className={classes['option']}
      onClick={() => onRun(item)}
    >
      <Icon name={item.icon} />
      <span className={classes['label']}>{item.label}</span>
      {item.note && <span className={classes['note']}>{item.note}</span>}
      <span className={classes['keys']}>
        {isActive ? <KeyCaps combo="Enter" /> : item.combo && <KeyCaps combo={item.combo} />}
      </span>
    </div>
  )
}
