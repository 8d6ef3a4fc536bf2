import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react'

interface ChipRowProps {
  /** Spoken name of the sentence. */
  readonly label: string
  readonly className?: string | undefined
  readonly children: ReactNode
}

const steps: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_, last) => last,
}

/** A sentence whose chips are one stop of Tab: arrow keys, Home and End go from chip to chip. */
export function ChipRow({ label, className, children }: ChipRowProps) {
  const row = useRef<HTMLDivElement>(null)
  const place = useRef<{ at: number; isLeaving: boolean }>({ at: 0, isLeaving: false })
  const chips = (): readonly HTMLElement[] => [
    ...(row.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? []),
  ]
  // Which chip Tab reaches is nothing that a chip itself could know.
  useLayoutEffect(() => {
    const all = chips()
    const at = Math.min(place.current.at, all.length - 1)
    for (const [index, chip] of all.entries()) chip.tabIndex = index === at ? 0 : -1
    const { isLeaving } = place.current
    place.current.isLeaving = false
    if (isLeaving && !row.current?.contains(document.activeElement)) all[at]?.focus()
  })
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = chips()
    const at = all.findIndex((chip) => Object.is(chip, event.target))
    if (at < 0) return
    // The chip may be gone afterwards: its neighbour has the focus then.
    if (event.key === 'Backspace' || event.key === 'Delete') place.current.isLeaving = true
    const next = steps[event.key]?.(at, all.length - 1)
    if (next === undefined) return
    event.preventDefault()
    all[Math.max(0, Math.min(next, all.length - 1))]?.focus()
  }
  return (
    <div
      ref={row}
      role="toolbar"
      aria-label={label}
      className={className}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const all = chips()
        const at = all.findIndex((chip) => Object.is(chip, event.target))
        if (at < 0) return
        place.current.at = at
        for (const [index, chip] of all.entries()) chip.tabIndex = index === at ? 0 : -1
      }}
    >
      {children}
    </div>
  )
}
