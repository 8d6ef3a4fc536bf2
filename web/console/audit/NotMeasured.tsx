import type { AuditPage } from '../../../src/insights/contract/audit-page.ts'
import { Meter } from '../../ui/figure/Figure.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { useMayRun } from '../campaigns/use-campaigns.ts'
import { useText } from '../messages/use-text.ts'
import classes from './audit.module.css'
import { MeasureButton } from './MeasureButton.tsx'
import { useProgressWords } from './progress-words.ts'

/** The first time: nothing is measured, it is being measured, or it broke off. */
export function NotMeasured({ page }: { readonly page: AuditPage }) {
  const text = useText()
  const words = useProgressWords()
  const mayRun = useMayRun()
  const { measuring, failedAt } = page
  if (measuring) {
    return (
      <EmptyState
        title={words.title(measuring)}
        actions={
          <div className={classes['progress']}>
            <Meter label={words.title(measuring)} value={measuring.step / (measuring.steps + 1)} />
          </div>
        }
      >
        {words.since(measuring)} {text('audit.goesOn')}
      </EmptyState>
    )
  }
  const measure = <MeasureButton label={text('audit.measure')} look="main" />
  return (
    <EmptyState
      title={failedAt ? text('audit.brokeOff', { at: failedAt.text }) : text('audit.firstTitle')}
      actions={mayRun && measure}
    >
      {failedAt ? text('audit.brokeOffHelp') : text('audit.firstText')}{' '}
      {!mayRun && text('audit.mayNotMeasure')}
    </EmptyState>
  )
}
