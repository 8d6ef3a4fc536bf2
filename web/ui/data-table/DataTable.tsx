import { useRef } from 'react'
import { BulkBar } from './BulkBar.tsx'
import type { DataTableProps } from './column.ts'
import classes from './data-table.module.css'
import { SkeletonRows } from './SkeletonRows.tsx'
import { TableHead } from './TableHead.tsx'
import { TableRow } from './TableRow.tsx'
import { useRowKeys } from './use-row-keys.ts'

/** Rows of 40 px under a header that stays, moved through by J, K, X and Enter; two-line rows below 768 px. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, selection, rowId, problem } = props
  const body = useRef<HTMLTableSectionElement>(null)
  useRowKeys(props, body)
  const ids = rows?.map(rowId) ?? []
  const isEmpty = rows !== undefined && rows.length === 0
  return (
    <div className={classes['frame']}>
      <div className={classes['scroll']} data-over={selection !== undefined && selection.selected.size > 0}>
        {/* Roles are repeated because the narrow layout turns the rows into grids, which would unmake the table. */}
        <table className={classes['table']} role="table" aria-busy={rows === undefined && !problem}>
          <caption className="k-unseen">{caption}</caption>
          <TableHead columns={columns} ids={ids} selection={selection} />
          <tbody ref={body} role="rowgroup">
            {!problem && rows?.map((row) => <TableRow key={rowId(row)} row={row} table={props} />)}
            {!(problem || rows) && <SkeletonRows columns={columns.length + (selection ? 1 : 0)} />}
          </tbody>
        </table>
        {problem ?? (isEmpty && props.empty)}
      </div>
      {selection && <BulkBar selection={selection} />}
    </div>
  )
}
