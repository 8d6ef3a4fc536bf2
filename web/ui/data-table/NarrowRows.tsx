import { Checkbox } from '@mantine/core'
import { Fragment } from 'react'
import { useWord } from '../words.ts'
import { type Column, type DataTableProps, toggled } from './column.ts'
import { grouped } from './grouped.ts'
import classes from './narrow-rows.module.css'

/** The same rows below 768 px: two lines each, of the columns that named a place for themselves. */
export function NarrowRows<Row>(props: DataTableProps<Row>) {
  const { rows = [], caption, rowId } = props
  return (
    <ul className={classes['rows']} aria-label={caption}>
      {grouped(rows, props.groupOf).map(({ group, rows: members }) => (
        <Fragment key={group?.id ?? ''}>
          {group && (
            <li className={classes['group']}>
              {group.label}
              {group.note !== undefined && ' '}
              {group.note !== undefined && <span className={classes['groupNote']}>{group.note}</span>}
            </li>
          )}
          {members.map((row) => (
            <NarrowRow key={rowId(row)} row={row} table={props} />
          ))}
        </Fragment>
      ))}
    </ul>
  )
}

interface NarrowRowProps<Row> {
  readonly row: Row
  readonly table: DataTableProps<Row>
}

function NarrowRow<Row>({ row, table }: NarrowRowProps<Row>) {
  const word = useWord()
  const { selection, onCurrent, onOpen, columns } = table
  const id = table.rowId(row)
  const isSelected = selection?.selected.has(id) ?? false
  const cellAt = (place: Column<Row>['narrow']) =>
    columns.find((column) => column.narrow === place)?.cell(row)
  const touch = onCurrent ? () => onCurrent(id) : onOpen ? () => onOpen(row) : undefined
  const lines = (
    <>
      <span className={classes['title']}>{cellAt('title')}</span>
      <span className={classes['titleEnd']}>{cellAt('titleEnd')}</span>
      <span className={classes['line']}>{cellAt('line')}</span>
      <span className={classes['lineEnd']}>{cellAt('lineEnd')}</span>
    </>
  )
  return (
    <li className={classes['row']} data-selected={isSelected} aria-current={table.current === id}>
      {selection && (
        <Checkbox
          className={classes['select'] ?? ''}
          aria-label={word('selectRow', { name: table.rowName(row) })}
          checked={isSelected}
          onChange={() => selection.onSelect(toggled(selection.selected, id))}
        />
      )}
      {touch ? (
        <button type="button" className={classes['lines']} onClick={touch}>
          {lines}
        </button>
      ) : (
        <div className={classes['lines']}>{lines}</div>
      )}
    </li>
  )
}
