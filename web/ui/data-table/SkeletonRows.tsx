import { useWord } from '../words.ts'
import classes from './data-table.module.css'
import { useDelayed } from './use-delayed.ts'

const bones = [62, 48, 70, 55, 64, 46, 58, 50]

/** What will be a table, shown only when loading takes long enough to notice. */
export function SkeletonRows({ columns }: { readonly columns: number }) {
  const word = useWord()
  const isLate = useDelayed(true)
  if (!isLate) return null
  return bones.map((width, index) => (
    <tr key={width} className={classes['bones']}>
      <td colSpan={columns}>
        {index === 0 && <span className="k-unseen">{word('loading')}</span>}
        <span className={classes['bone']} style={{ width: `${width}%` }} />
      </td>
    </tr>
  ))
}
