import { useWord } from '../words.ts'
import classes from './data-table.module.css'
import { useDelayed } from './use-delayed.ts'

const rows = [0, 1, 2, 3, 4, 5, 6, 7]
// Uneven on purpose, so that it reads as text to come; the same on every visit, so that nothing flickers.
const widths = [62, 48, 70, 55, 64, 46, 58, 50]

interface BoneColumn {
  readonly id: string
  readonly secondary?: boolean
}

/** What will be a table, shown only when loading takes long enough to notice. */
export function SkeletonRows({ columns }: { readonly columns: readonly BoneColumn[] }) {
  const word = useWord()
  const isLate = useDelayed(true)
  if (!isLate) return null
  return rows.map((row) => (
    <tr key={row} className={classes['bones']}>
      {columns.map((column, index) => (
        <td key={column.id} data-secondary={column.secondary ?? false}>
          {row + index === 0 && <span className="k-unseen">{word('loading')}</span>}
          <span
            className={classes['bone']}
            style={{ width: `${widths[(row + index * 3) % widths.length]}%` }}
          />
        </td>
      ))}
    </tr>
  ))
}
