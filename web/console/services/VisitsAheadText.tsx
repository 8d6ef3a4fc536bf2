import { Skeleton } from '@mantine/core'
import type { VisitsAhead } from '../../../src/scheduling/contract/schedule-pages.ts'
import { useText } from '../messages/use-text.ts'
import classes from './services.module.css'

/** How many booked visits a change concerns, and that it cancels none; bones while they are counted. */
export function VisitsAheadText({ ahead }: { readonly ahead: VisitsAhead | undefined }) {
  const text = useText()
  return (
    <div className={classes['ahead']} aria-live="polite">
      {ahead === undefined && <Skeleton height={10} width={280} aria-hidden="true" />}
      {ahead?.visits === 0 && text('services.noVisitsAhead')}
      {ahead !== undefined && ahead.visits > 0 && (
        <>
          <b>{text('services.visitsAhead', { count: ahead.visits, first: ahead.first?.text ?? '' })}</b>{' '}
          {text('services.visitsStay')}
        </>
      )}
    </div>
  )
}
