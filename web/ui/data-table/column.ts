import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly id: string
  readonly header: string
  /** A plain string is cut with an ellipsis and keeps its full text as a title. */
  readonly cell: (row: Row) => ReactNode
  /** Numbers stand at the end of their column, text at its start. */
  readonly align?: 'start' | 'end'
  /** CSS width; columns without one share what is left. */
  readonly width?: string
  /** Left out while the table has less than 840 px, as beside an open panel: the panel tells it. */
  readonly secondary?: boolean
  /** Its place in the two-line row below 768 px. Default: hidden. */
  readonly narrow?: 'title' | 'titleEnd' | 'line' | 'lineEnd'
}

/** What rows have in common; rows of a group stand together. */
export interface RowGroup {
  readonly id: string
  readonly label: string
  readonly note?: ReactNode
}

export interface Selection {
  readonly selected: ReadonlySet<string>
  readonly onSelect: (selected: ReadonlySet<string>) => void
  /** “3 selected of 214”. */
  readonly total: number
  /** Offered once every row of the page is selected: all rows of all pages. Absent: pages only. */
  readonly whole?: { readonly isChosen: boolean; readonly onChoose: () => void }
  /** The buttons of the bulk bar; the page's filled button is here while rows are selected. */
  readonly actions: ReactNode
}

export interface DataTableProps<Row> {
  /** Spoken name of the table. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  /** Undefined while loading: the headers are there, rows of bones follow after 200 ms. */
  readonly rows: readonly Row[] | undefined
  readonly rowId: (row: Row) => string
  /** What a row is called when it is spoken: “Select Ewa Zając”. */
  readonly rowName: (row: Row) => string
  /** A heading before the first row of each group. */
  readonly groupOf?: (row: Row) => RowGroup
  /** The row the side panel follows; J and K move it. */
  readonly current?: string | undefined
  readonly onCurrent?: (id: string) => void
  /** Enter or a double click; without `onCurrent` a click too. */
  readonly onOpen?: (row: Row) => void
  readonly selection?: Selection
  /** Instead of rows: an `EmptyState` when there are none, an `ErrorState` when they could not be loaded. */
  readonly empty?: ReactNode
  readonly problem?: ReactNode
}

export function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected)
  if (!next.delete(id)) next.add(id)
  return next
}
