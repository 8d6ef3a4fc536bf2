import type { ShownAudit } from '../../../src/insights/contract/audit-page.ts'
import { Figure, FigureRow } from '../../ui/figure/Figure.tsx'
import { useNumbers } from '../../ui/numbers.ts'
import { Section } from '../../ui/section/Section.tsx'
import { useSession } from '../api/session.ts'
import { useMayRun } from '../campaigns/use-campaigns.ts'
import { useText } from '../messages/use-text.ts'
import classes from './audit.module.css'
import { VisitValue } from './VisitValue.tsx'

/** The one figure of the page, and what more of it would bring. */
export function Standing({ audit }: { readonly audit: ShownAudit }) {
  return (
    <Section>
      <div className={classes['standing']}>
        <Recalled recalled={audit.recalled} />
        <Gain gain={audit.gain} />
      </div>
    </Section>
  )
}

function Recalled({ recalled: { people, from, to } }: { readonly recalled: ShownAudit['recalled'] }) {
  const text = useText()
  const numbers = useNumbers()
  const counts = text('audit.ofDue', {
    returned: numbers.count(people.returned),
    due: numbers.count(people.due),
  })
  const label = text('audit.inTime')
  if (people.due === 0) {
    return (
      <Figure
        size="result"
        label={label}
        value={<span className={classes['unproven']}>{text('audit.nobodyDue')}</span>}
        note={text('audit.dueBetween', { from, to })}
      />
    )
  }
  return (
    <Figure
      size="result"
      label={label}
      value={people.share === null ? counts : numbers.percent(people.share)}
      beside={people.share === null ? text('audit.fewForShare') : counts}
      note={`${text('audit.dueBetween', { from, to })} ${text('audit.inTimeMeans')} ${text('audit.later', { count: people.late })}`}
    />
  )
}

function Gain({ gain }: { readonly gain: ShownAudit['gain'] }) {
  const text = useText()
  const numbers = useNumbers()
  const mayRun = useMayRun()
  const { currency } = useSession().clinic
  const money = (minor: number) => numbers.money(minor, currency, 'headline')
  return (
    <section className={classes['gain']} aria-label={text('audit.moreRecall')}>
      <h2 className={classes['gainTitle']}>{text('audit.moreRecall')}</h2>
      {gain.steps.length > 0 && (
        <FigureRow>
          {gain.steps.map(({ points, visits, moneyMinor }) => (
            <Figure
              key={points}
              label={text('audit.points', { points })}
              value={text('audit.range', {
                low: numbers.count(visits.low),
                high: numbers.count(visits.high),
              })}
              beside={text('audit.extraVisits')}
              note={
                moneyMinor &&
                text('audit.moneyRange', { low: money(moneyMinor.low), high: money(moneyMinor.high) })
              }
            />
          ))}
        </FigureRow>
      )}
      <p className={classes['note']}>{gain.note}</p>
      {gain.steps.length > 0 && gain.visitValueFrom !== 'visits' && mayRun && (
        <VisitValue valueMinor={gain.visitValueMinor} />
      )}
    </section>
  )
}
