import { useDelayed } from '../../ui/data-table/use-delayed.ts'
import { useWord } from '../../ui/words.ts'
import classes from './skeleton.module.css'

const rows = [52, 64, 46, 58, 50, 62, 48]
const bubbles = [
  { id: 'ours', width: 56, isOurs: true },
  { id: 'theirs', width: 44, isOurs: false },
  { id: 'oursAgain', width: 48, isOurs: true },
]

/** The list to come. */
export function ListSkeleton() {
  const word = useWord()
  if (!useDelayed(true)) return null
  return (
    <div>
      <span className="k-unseen" role="status">
        {word('loading')}
      </span>
      {rows.map((width) => (
        <div key={width} className={classes['row']} aria-hidden="true">
          <span className={classes['bone']} style={{ width: `${width}%` }} />
          <span className={classes['bone']} style={{ width: `${width + 24}%` }} />
          <span className={classes['bone']} style={{ width: '24%' }} />
        </div>
      ))}
    </div>
  )
}

/** The thread to come. */
export function ThreadSkeleton() {
  const isLate = useDelayed(true)
  return (
    <div className={classes['thread']} aria-hidden="true">
      {isLate &&
        bubbles.map(({ id, width, isOurs }) => (
          <span key={id} className={classes['bubble']} data-ours={isOurs} style={{ width: `${width}%` }} />
        ))}
    </div>
  )
}
