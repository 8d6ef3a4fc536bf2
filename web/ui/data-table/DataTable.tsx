import { Fragment, type RefObject, useRef } from 'react'
import { useIsNarrow } from '../screen/use-screen.ts'
import { BulkBar } from './BulkBar.tsx'
import type { DataTableProps } from './column.ts'
import classes from './data-table.module.css'
import { GroupRow } from './GroupRow.tsx'
import { grouped } from './grouped.ts'
import { NarrowRows } from './NarrowRows.tsx'
import { SkeletonRows } from './SkeletonRows.tsx'
import { TableHead } from './TableHead.tsx'
import { TableRow } from './TableRow.tsx'
import { useRowKeys } from './use-row-keys.ts'

/** Rows of 40 px under a header that stays, moved through by J, K, X and Enter; two-line rows below 768 px. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, selection, problem } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const isNarrow = useIsNarrow()
  useRowKeys(props, body)
  const isEmpty = rows !== undefined && rows.length === 0
  const hasRows = !(problem || isEmpty)
  return (
    <div className={classes['frame']}>
      <div className={classes['scroll']} data-over={selection !== undefined && selection.selected.size > 0}>
        {isNarrow && rows ? hasRows && <NarrowRows {...props} /> : <WideTable table={props} body={body} />}
        {problem ?? (isEmpty && props.empty)}
      </div>
      {selection && <BulkBar selection={selection} ids={rows?.map(props.rowId) ?? []} />}
    </div>
  )
}

interface WideTableProps<Row> {
  readonly table: DataTableProps<Row>
  readonly body: RefObject<HTMLTableSectionElement | null>
}

function WideTable<Row>({ table, body }: WideTableProps<Row>) {
  const { caption, columns, rows, rowId, selection, problem } = table
  return (
    <table className={classes['table']} aria-busy={rows === undefined && !problem}>
      <caption className="k-unseen">{caption}</caption>
      <TableHead columns={columns} ids={rows?.map(rowId) ?? []} selection={selection} />
      <tbody ref={body}>
        {!problem &&
          grouped(rows ?? [], table.groupOf).map(({ group, rows: members }) => (
            <Fragment key={group?.id ?? ''}>
              {group && (
                <GroupRow
                  group={group}
                  ids={members.map(rowId)}
                  width={columns.length}
                  selection={selection}
                />
              )}
              {members.map((row) => (
                <TableRow key={rowId(row)} row={row} table={table} />
              ))}
            </Fragment>
          ))}
        {!(problem || rows) && (
          <SkeletonRows columns={selection ? [{ id: 'select' }, ...columns] : columns} />
        )}
      </tbody>
    </table>
  )
}
