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
  const isCurrent = table.current === id
  const touch = (): void => (onCurrent ? onCurrent(id) : onOpen?.(row))
  // Enter on the row that is current already opens it; on another it makes that one current, as a click does.
  const enter = (): void => (isCurrent && onOpen ? onOpen(row) : touch())
  return (
    <tr
      className={classes['row']}
      data-id={id}
      data-selected={isSelected}
      aria-current={isCurrent}
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
          button={index === 0 && (onCurrent || onOpen) ? { touch, enter } : undefined}
        />
      ))}
    </tr>
  )
}

interface CellProps<Row> {
  readonly column: Column<Row>
  readonly row: Row
  /** The first cell is the row's button, so that a row can be reached without a mouse and without letter keys. */
  readonly button: { readonly touch: () => void; readonly enter: () => void } | undefined
}

function Cell<Row>({ column, row, button }: CellProps<Row>) {
  const content = column.cell(row)
  return (
    <td
      className={classes['cell']}
      data-align={column.align ?? 'start'}
      data-secondary={column.secondary ?? false}
      title={typeof content === 'string' ? content : undefined}
    >
      {button ? (
        <button
          type="button"
          className={classes['rowButton']}
          onClick={(event) => {
            event.stopPropagation()
            // A press of a key carries no click count.
            if (event.detail === 0) button.enter()
            else button.touch()
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
