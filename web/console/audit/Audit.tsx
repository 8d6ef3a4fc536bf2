import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { AuditPage } from '../../../src/insights/contract/audit-page.ts'
import { Icon } from '../../ui/icon/Icon.tsx'
import { Page } from '../../ui/page/Page.tsx'
import { useMayRun } from '../campaigns/use-campaigns.ts'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { paths } from '../shell/paths.ts'
import { AuditBody } from './AuditBody.tsx'
import { MeasureButton } from './MeasureButton.tsx'
import { Measuring } from './Measuring.tsx'
import { NotMeasured } from './NotMeasured.tsx'
import { useAudit } from './use-audit.ts'

/** Where do we stand? As it was measured last; it can be measured again at any time. */
export function Audit() {
  const text = useText()
  const { data, error, refetch } = useAudit()
  const page = error ? undefined : data
  return (
    <Page
      title={text('audit.title')}
      note={page?.audit && text('audit.asOf', { at: page.audit.asOf.text })}
      actions={page?.audit && <Actions page={page} />}
      notice={page?.audit && <Measuring page={page} />}
    >
      {error ? (
        <LoadFailure title={text('audit.failed')} error={error} onRetry={() => void refetch()} />
      ) : page?.audit ? (
        <AuditBody audit={page.audit} questions={page.questions} />
      ) : (
        page && <NotMeasured page={page} />
      )}
    </Page>
  )
}

function Actions({ page }: { readonly page: AuditPage }) {
  const text = useText()
  // What is planned first: which care is recalled at all, then whom to invite.
  const recallsNothing = page.audit?.recalled.types.every(({ isEnabled }) => !isEnabled) ?? true
  const mayRun = useMayRun()
  return (
    <>
      {mayRun && page.measuring === null && <MeasureButton label={text('audit.measureAgain')} />}
      <Button component="a" href="/api/audit/pdf" download leftSection={<Icon name="download" />}>
        {text('audit.download')}
      </Button>
      <Button component={Link} to={recallsNothing ? paths.recallTypes : paths.campaigns} variant="filled">
        {text('audit.planRecall')}
      </Button>
    </>
  )
}
