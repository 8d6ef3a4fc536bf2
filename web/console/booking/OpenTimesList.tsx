import { Button, Skeleton } from '@mantine/core'
import { useId } from 'react'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import classes from './booking.module.css'
import { byDay, type OpenTime, type TimeWish, useOpenTimes } from './use-booking.ts'

interface OpenTimesListProps {
  readonly wish: TimeWish
  readonly chosen: OpenTime | null
  readonly onChoose: (time: OpenTime) => void
}

/** Open times by day, as one group of choices that the arrow keys move through. */
export function OpenTimesList({ wish, chosen, onChoose }: OpenTimesListProps) {
  const text = useText()
  const group = useId()
  const open = useOpenTimes(wish)
  if (open.isPending) return <Bones />
  if (open.data === undefined)
    return (
      <LoadFailure title={text('booking.failed')} error={open.error} onRetry={() => void open.refetch()} />
    )
  const days = byDay(open.data.pages)
  if (days.length === 0)
    return <EmptyState title={text('booking.none')}>{text('booking.noneText')}</EmptyState>
  return (
    <div className={classes['times']} role="radiogroup" aria-label={text('booking.times')}>
      {days.map((day) => (
        <div key={day.key}>
          <h3 className={classes['day']}>{day.text}</h3>
          <div className={classes['dayTimes']}>
            {day.times.map((time) => (
              <label key={time.startsAt.iso} className={classes['time']}>
                <input
                  type="radio"
                  name={group}
                  className={classes['radio']}
                  checked={chosen?.startsAt.iso === time.startsAt.iso}
                  aria-label={`${time.startsAt.text}, ${time.resource}`}
                  onChange={() => onChoose(time)}
                />
                <span className={classes['clock']}>{time.time}</span>
                {wish.resourceId === null && <span className={classes['who']}>{time.resource}</span>}
              </label>
            ))}
          </div>
        </div>
      ))}
      {open.hasNextPage && (
        <Button loading={open.isFetchingNextPage} onClick={() => void open.fetchNextPage()}>
          {text('booking.moreDays')}
        </Button>
      )}
    </div>
  )
}

function Bones() {
  return (
    <div className={classes['times']} aria-busy="true">
      {[120, 420, 120, 380].map((width) => (
        <Skeleton key={width} height={12} width={width} />
      ))}
    </div>
  )
}
