import type { Today } from '../../../src/insights/contract/today.ts'
import { Figure, Meter } from '../../ui/figure/Figure.tsx'
import { useNumbers } from '../../ui/numbers.ts'
import { Section } from '../../ui/section/Section.tsx'
import { useText } from '../messages/use-text.ts'
import classes from './today.module.css'

// Under this a percentage would pretend to a precision that is not there.
const fewCases = 30

/** How many of those who fall due this month have a visit. */
export function RecalledThisMonth({ recalled }: { readonly recalled: Today['recalled'] }) {
  const text = useText()
  const numbers = useNumbers()
  const { due, booked, month } = recalled
  const counts = { booked: numbers.count(booked), due: numbers.count(due), count: due }
  return (
    <Section title={text('today.recalled')} note={month}>
      {due === 0 ? (
        <p className={classes['nothing']}>{text('today.nobodyDue')}</p>
      ) : (
        <>
          <Figure
            value={due < fewCases ? text('today.bookedOf', counts) : numbers.percent(booked / due)}
            beside={text(due < fewCases ? 'today.dueBooked' : 'today.dueBookedOf', counts)}
          />
          <div className={classes['meter']}>
            <Meter label={numbers.share(booked, due)} value={booked / due} />
          </div>
        </>
      )}
    </Section>
  )
}
