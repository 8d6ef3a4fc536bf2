import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react'
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

// So much of the tab beside the open one shows that it is there.
const peekPixels = 40

/** On a narrow screen the row of tabs scrolls; the open one, with its count, must not lie outside of it. */
function useOpenTabInSight(list: RefObject<HTMLElement | null>, tab: string, count?: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: with a count the tab is wider
  useEffect(() => {
    const row = list.current
    const open = row?.querySelector(`[role="tab"][data-value="${CSS.escape(tab)}"]`)
    if (!(row && open)) return
    // Only this row: the page below it stays where the reader has it.
    const [inside, whole] = [open.getBoundingClientRect(), row.getBoundingClientRect()]
    row.scrollLeft +=
      Math.max(0, inside.right + peekPixels - whole.right) -
      Math.max(0, whole.left + peekPixels - inside.left)
  }, [list, tab, count])
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/** Tabs that carry their counts. Arrow keys move between them, as the pattern for tabs asks. */
export function PageTabs({ tabs, tab, onTab, end }: PageTabsProps) {
  const numbers = useNumbers()
  const list = useRef<HTMLDivElement>(null)
  useOpenTabInSight(list, tab, tabs.find((one) => one.value === tab)?.count)
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
