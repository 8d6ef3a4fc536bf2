import { useState } from 'react'
import type { DueListRow } from '../../../src/insights/contract/due-list.ts'

const nobody: ReadonlySet<string> = new Set()

export interface DueSelection {
  /** Rows by id; of a whole selection those of the page. */
  readonly selected: ReadonlySet<string>
  /** Everybody the filter names, on every page. */
  readonly isWhole: boolean
  readonly onSelect: (selected: ReadonlySet<string>) => void
  readonly chooseWhole: () => void
  readonly clear: () => void
}

/** Rows, or the whole list; whoever then takes out a row is back to rows. */
export function useDueSelection(rows: readonly DueListRow[] | undefined): DueSelection {
  const [picked, setPicked] = useState(nobody)
  const [isWhole, setIsWhole] = useState(false)
  return {
    selected: isWhole ? new Set(rows?.map(({ id }) => id)) : picked,
    isWhole,
    onSelect: (next) => {
      setIsWhole(false)
      setPicked(next)
    },
    chooseWhole: () => setIsWhole(true),
    clear: () => {
      setIsWhole(false)
      setPicked(nobody)
    },
  }
}
