import { Checkbox } from '@mantine/core'
import { useWord } from '../words.ts'
import type { RowGroup, Selection } from './column.ts'
import classes from './data-table.module.css'
import { toggledAll } from './toggled-all.ts'

interface GroupRowProps {
  readonly group: RowGroup
  readonly ids: readonly string[]
  /** Columns that it spans. */
  readonly width: number
  readonly selection: Selection | undefined
}

/** The heading of a group; its box chooses the rows of the group. */
export function GroupRow({ group, ids, width, selection }: GroupRowProps) {
  const word = useWord()
  const here = selection ? ids.filter((id) => selection.selected.has(id)) : []
  const isAll = here.length === ids.length
  return (
    <tr className={classes['group']}>
      {selection && (
        <td className={classes['select']}>
          <Checkbox
            aria-label={word('selectRow', { name: group.label })}
            checked={isAll}
            indeterminate={here.length > 0 && !isAll}
            onChange={() => selection.onSelect(toggledAll(selection.selected, ids))}
          />
        </td>
      )}
      <th scope="colgroup" colSpan={width}>
        {group.label}
        {group.note !== undefined && ' '}
        {group.note !== undefined && <span className={classes['groupNote']}>{group.note}</span>}
      </th>
    </tr>
  )
}
