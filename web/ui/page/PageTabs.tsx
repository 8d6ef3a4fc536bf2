import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useNumbers } from '../numbers.ts'
import classes from './page.module.css'

export interface PageTab {
  readonly value: string
  readonly label: string
  readonly count?: number | undefined
  /** Before the label: a shape or an icon with its word. */
  readonly mark?: ReactNode
}

interface PageTabsProps {
  readonly tabs: readonly PageTab[]
  readonly tab: string
  readonly onTab: (value: string) => void
  readonly end?: ReactNode
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/** Tabs that carry their counts. Arrow keys move between them, as the pattern for tabs asks. */
export function PageTabs({ tabs, tab, onTab, end }: PageTabsProps) {
  const numbers = useNumbers()
  const list = useRef<HTMLDivElement>(null)
  // On a narrow screen the row of tabs scrolls; the open one must not lie outside of it.
  useEffect(() => {
    const open = list.current?.querySelector(`[role="tab"][data-value="${CSS.escape(tab)}"]`)
    open?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [tab])
  const move = (event: KeyboardEvent): void => {
    const step = steps[event.key]
    if (step === undefined) return
    const index = tabs.findIndex((one) => one.value === tab)
    const next = (index + step + tabs.length) % tabs.length
    const target = tabs[next]
    if (!target) return
    event.preventDefault()
    onTab(target.value)
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus()
  }
  return (
    <div className={classes['tabRow']}>
      <div ref={list} className={classes['tabs']} role="tablist" onKeyDown={move}>
        {tabs.map((one) => (
          <button
            key={one.value}
            type="button"
            role="tab"
            className={classes['tab']}
            data-value={one.value}
            aria-selected={one.value === tab}
            tabIndex={one.value === tab ? 0 : -1}
            onClick={() => onTab(one.value)}
          >
            {one.mark}
            {one.label}
            {one.count !== undefined && (
              <span className={classes['tabCount']}>{numbers.count(one.count)}</span>
            )}
          </button>
        ))}
      </div>
      {end && <div className={classes['tabsEnd']}>{end}</div>}
    </div>
  )
}
