import { useNumbers } from '../../../ui/numbers.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { useRichText, useText } from '../../messages/use-text.ts'
import { LoadFailure } from '../../shell/LoadFailure.tsx'
import classes from '../audiences.module.css'
import { LeftOut } from '../LeftOut.tsx'
import type { AudienceFigures } from './use-audience-figures.ts'

/** How many they are and how many could be written to: first from a sample, then exactly, and which of the two it is. */
export function Figures({ counted }: { readonly counted: AudienceFigures }) {
  const text = useText()
  const rich = useRichText()
  const numbers = useNumbers()
  const { figures, isBehind, isCounting, error } = counted
  if (error && !figures)
    return (
      <Section title={text('audienceEditor.howMany')}>
        <LoadFailure title={text('campaigns.countFailed')} error={error} onRetry={counted.retry} />
      </Section>
    )
  return (
    <Section title={text('audienceEditor.howMany')}>
      <div className={classes['live']} aria-live="polite" aria-busy={isBehind}>
        {figures === undefined ? (
          <p className={classes['matching']}>{text('campaigns.counting')}</p>
        ) : figures.matching === 0 && figures.basis === 'exact' ? (
          <p className={classes['matching']}>{text('audienceEditor.nobody')}</p>
        ) : (
          <>
            <p className={classes['matching']}>
              {figures.basis === 'exact'
                ? rich('audienceEditor.exact', {
                    reachable: numbers.count(figures.reachable),
                    matching: numbers.count(figures.matching),
                  })
                : rich('audienceEditor.estimate', {
                    reachable: numbers.count(figures.reachable),
                    matching: numbers.count(figures.matching),
                    low: numbers.count(figures.matchingInterval.low),
                    high: numbers.count(figures.matchingInterval.high),
                  })}
            </p>
            {isCounting && <p className={classes['quiet']}>{text('audienceEditor.countingExactly')}</p>}
            {error !== null && error !== undefined && (
              <p className={classes['quiet']}>{text('audienceEditor.exactFailed')}</p>
            )}
            <LeftOut leftOut={figures.leftOut} />
          </>
        )}
      </div>
    </Section>
  )
}
