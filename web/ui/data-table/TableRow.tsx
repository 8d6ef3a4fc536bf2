import { Checkbox } from '@mantine/core'
import { useWord } from '../words.ts'
import { type Column, type DataTableProps, toggled } from './column.ts'
import classes from './data-table.module.css'

interface TableRowProps<Row> {
  readonly row: Row
  readonly table: DataTableProps<Row>
}

export function TableRow<Row>({ row, table }: TableRowProps<Row>) {
  const word = useWord()
  const { selection, onCurrent, onOpen, columns } = table
  const id = table.rowId(row)
  const isSelected = selection?.selected.has(id) ?? false
  const touch = (): void => (onCurrent ? onCurrent(id) : onOpen?.(row))
  return (
    <tr
      className={classes['row']}
      data-id={id}
      data-selected={isSelected}
      aria-current={table.current === id}
      onClick={touch}
      onDoubleClick={() => onOpen?.(row)}
    >
      {selection && (
        <td className={classes['select']}>
          <Checkbox
            aria-label={word('selectRow', { name: table.rowName(row) })}
            checked={isSelected}
            onClick={(event) => event.stopPropagation()}
            onChange={() => selection.onSelect(toggled(selection.selected, id))}
          />
        </td>
      )}
      {columns.map((column, index) => (
        <Cell
          key={column.id}
          column={column}
          row={row}
          touch={index === 0 && (onCurrent || onOpen) ? touch : undefined}
        />
      ))}
    </tr>
  )
}

interface CellProps<Row> {
  readonly column: Column<Row>
  readonly row: Row
  readonly touch: (() => void) | undefined
}

function Cell<Row>({ column, row, touch }: CellProps<Row>) {
  const content = column.cell(row)
  return (
    <td
      className={classes['cell']}
      data-align={column.align ?? 'start'}
      data-narrow={column.narrow ?? 'hidden'}
      title={typeof content === 'string' ? content : undefined}
    >
      {touch ? (
        // The first cell is the row's button, so that a row can be reached without a mouse and without letter keys.
        <button
          type="button"
          className={classes['rowButton']}
          onClick={(event) => {
            event.stopPropagation()
            touch()
          }}
        >
          {content}
        </button>
      ) : (
        content
      )}
    </td>
  )
}
