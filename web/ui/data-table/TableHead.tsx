import { Checkbox } from '@mantine/core'
import { useWord } from '../words.ts'
import type { Column, Selection } from './column.ts'
import classes from './data-table.module.css'
import { toggledAll } from './toggled-all.ts'

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly ids: readonly string[]
  readonly selection: Selection | undefined
}

export function TableHead<Row>({ columns, ids, selection }: TableHeadProps<Row>) {
  return (
    <thead className={classes['head']}>
      <tr>
        {selection && (
          <th scope="col" className={classes['select']}>
            <SelectAll ids={ids} selection={selection} />
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            className={classes['header']}
            data-align={column.align ?? 'start'}
            data-secondary={column.secondary ?? false}
            style={column.width === undefined ? undefined : { width: column.width }}
          >
            {column.header}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function SelectAll({ ids, selection }: { readonly ids: readonly string[]; readonly selection: Selection }) {
  const word = useWord()
  const here = ids.filter((id) => selection.selected.has(id))
  const isAll = ids.length > 0 && here.length === ids.length
  return (
    <Checkbox
      aria-label={word('selectAll')}
      checked={isAll}
      indeterminate={here.length > 0 && !isAll}
      disabled={ids.length === 0}
      onChange={() => selection.onSelect(toggledAll(selection.selected, ids))}
    />
  )
}
