import type { Today } from '../../../src/insights/contract/today.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { Section } from '../../ui/section/Section.tsx'
import { useText } from '../messages/use-text.ts'
import { type ChairScale, chairScale, placeOn } from './chair-scale.ts'
import classes from './chairs.module.css'

// A long day in minutes says nothing.
const minutesPerHour = 60

type Chairs = Today['chairs']
type Chair = Chairs['rows'][number]

type Span = Chair['booked'][number]

interface ChairsTodayProps {
  readonly chairs: Chairs
  readonly nowMinutes: number
}

/** How full the chairs are: booked, booked from recall, open; the free time stands in words. */
export function ChairsToday({ chairs, nowMinutes }: ChairsTodayProps) {
  const text = useText()
  const numbers = useNumbers()
  const hours = useHours()
  const open = chairs.rows.filter((chair) => chair.open.length > 0)
  if (open.length === 0) {
    return (
      <Section title={text('today.chairs')}>
        <p className={classes['nothing']}>{text('today.noChairs')}</p>
      </Section>
    )
  }
  const scale = chairScale(open)
  return (
    <Section
      title={text('today.chairs')}
      aside={
        chairs.openMinutes > 0 &&
        text('today.filled', {
          percent: numbers.percent(chairs.bookedMinutes / chairs.openMinutes),
          booked: hours(chairs.bookedMinutes),
          open: hours(chairs.openMinutes),
        })
      }
    >
      <div className={classes['chairs']}>
        <div className={classes['axis']} aria-hidden="true">
          <span />
          <span className={classes['hours']}>
            {scale.hours.map((hour) => (
              <span key={hour} style={{ insetInlineStart: percent(placeOn(scale, hour * 60)) }}>
                {hour}
              </span>
            ))}
          </span>
          <span className={classes['free']}>{text('today.free')}</span>
        </div>
        <ul className={classes['rows']}>
          {open.map((chair) => (
            <ChairLine key={chair.resourceId} chair={chair} scale={scale} nowMinutes={nowMinutes} />
          ))}
        </ul>
        <div className={classes['legend']} aria-hidden="true">
          <span data-kind="booked">{text('today.legendBooked')}</span>
          <span data-kind="recall">{text('today.legendRecall')}</span>
          <span data-kind="free">{text('today.legendFree')}</span>
        </div>
      </div>
    </Section>
  )
}

interface ChairLineProps {
  readonly chair: Chair
  readonly scale: ChairScale
  readonly nowMinutes: number
}

function ChairLine({ chair, scale, nowMinutes }: ChairLineProps) {
  const text = useText()
  const duration = useDuration()
  const isNowShown = nowMinutes > scale.from && nowMinutes < scale.to
  return (
    <li className={classes['chair']}>
      <span className={classes['name']} title={chair.name}>
        {chair.name}
      </span>
      <span className={classes['track']} aria-hidden="true">
        {chair.open.map((span) => (
          <Bar key={span.from} span={span} scale={scale} kind="open" />
        ))}
        {chair.booked.map((span: Span) => (
          <Bar key={span.from} span={span} scale={scale} kind={span.isFromRecall ? 'recall' : 'booked'} />
        ))}
        {isNowShown && (
          <span
            className={classes['now']}
            style={{ insetInlineStart: percent(placeOn(scale, nowMinutes)) }}
          />
        )}
      </span>
      <span className={classes['free']}>
        <span className="k-unseen">
          {text('today.chairBooked', { time: duration(chair.bookedMinutes) })}{' '}
        </span>
        {chair.freeMinutes === 0 ? text('today.full') : duration(chair.freeMinutes)}
      </span>
    </li>
  )
}

interface BarProps {
  readonly span: { readonly from: number; readonly to: number }
  readonly scale: ChairScale
  readonly kind: 'open' | 'booked' | 'recall'
}

function Bar({ span, scale, kind }: BarProps) {
  const from = placeOn(scale, span.from)
  const width = placeOn(scale, span.to) - from
  return (
    <span
      className={classes['bar']}
      data-kind={kind}
      style={{ insetInlineStart: percent(from), width: percent(width) }}
    />
  )
}

function percent(share: number): string {
  return `${share * 100}%`
}

function useDuration(): (minutes: number) => string {
  const text = useText()
  const hours = useHours()
  return (minutes) =>
    minutes < minutesPerHour
      ? text('today.minutes', { minutes })
      : text('today.hours', { hours: hours(minutes) })
}

// Whole hours without a decimal, others with one: “2”, “1.7”.
function useHours(): (minutes: number) => string {
  const numbers = useNumbers()
  return (minutes) => numbers.decimal(minutes / minutesPerHour, minutes % minutesPerHour === 0 ? 0 : 1)
}
