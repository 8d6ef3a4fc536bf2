import { Link } from '@tanstack/react-router'
import type { Today } from '../../../src/insights/contract/today.ts'
import { Figure, FigureRow } from '../../ui/figure/Figure.tsx'
import { useNumbers } from '../../ui/numbers.ts'
import { Section } from '../../ui/section/Section.tsx'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'

/** What ran without anybody, since the last evening. A figure of nothing says why. */
export function ByItself({ facts }: { readonly facts: Today }) {
  const text = useText()
  const numbers = useNumbers()
  const { since, ...did } = facts.byItself
  const isQuiet = Object.values(did).every((count) => count === 0)
  const planned = numbers.count(did.planned)
  return (
    <Section
      title={text('today.byItself')}
      note={text('today.since', { at: since.text })}
      aside={
        did.withheld > 0 && (
          <Link to={paths.campaigns}>{text('today.whyWithheld', { count: did.withheld })}</Link>
        )
      }
    >
      {isQuiet ? (
        <p>{text('today.quiet')}</p>
      ) : (
        <FigureRow>
          <Figure value={numbers.count(did.sent)} note={text('today.sent', { count: did.sent, planned })} />
          <Figure
            value={numbers.count(did.withheld)}
            note={text('today.withheld', { count: did.withheld })}
          />
          {did.failed > 0 && (
            <Figure
              value={numbers.count(did.failed)}
              note={text('today.failedToSend', { count: did.failed })}
            />
          )}
          <Figure
            value={numbers.count(did.answers)}
            note={text('today.answers', { count: did.answers, left: did.answersLeft })}
          />
          <Figure
            value={numbers.count(did.booked)}
            note={text('today.booked', { count: did.booked, ours: did.bookedFromOutreach })}
          />
          <Figure
            value={numbers.count(did.optedOut)}
            note={text('today.optedOut', { count: did.optedOut })}
          />
        </FigureRow>
      )}
    </Section>
  )
}
