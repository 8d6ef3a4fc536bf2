import type { AuditPage } from '../../../src/insights/contract/audit-page.ts'
import { Notice } from '../../ui/states/Notice.tsx'
import { useMayRun } from '../campaigns/use-campaigns.ts'
import { useText } from '../messages/use-text.ts'
import { MeasureButton } from './MeasureButton.tsx'
import { useProgressWords } from './progress-words.ts'

/** Over an audit that is there: a newer one is being measured, or could not be. */
export function Measuring({ page: { measuring, failedAt } }: { readonly page: AuditPage }) {
  const text = useText()
  const words = useProgressWords()
  const mayRun = useMayRun()
  if (measuring) {
    return (
      <Notice tone="info" title={words.title(measuring)}>
        {words.since(measuring)} {text('audit.stillOld')}
      </Notice>
    )
  }
  if (failedAt === null) return null
  return (
    <Notice
      tone="bad"
      title={text('audit.brokeOff', { at: failedAt.text })}
      action={mayRun && <MeasureButton label={text('audit.measureAgain')} />}
    >
      {text('audit.brokeOffHelp')} {text('audit.stillOld')}
    </Notice>
  )
}
