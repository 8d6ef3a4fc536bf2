import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { AudienceDetail } from '../../../../src/campaigns/contract/audiences.ts'
import { Page } from '../../../ui/page/Page.tsx'
import { get } from '../../api/client.ts'
import { useText } from '../../messages/use-text.ts'
import { LoadFailure } from '../../shell/LoadFailure.tsx'
import { AudienceCrumb } from './AudienceCrumb.tsx'
import { AudienceEditor } from './AudienceEditor.tsx'

/** One saved audience, its sentence and its versions. */
export function Audience() {
  const { audienceId = '' } = useParams({ strict: false })
  const text = useText()
  const audience = useQuery({
    queryKey: ['audience', audienceId],
    queryFn: ({ signal }) => get<AudienceDetail>(`/api/audiences/${audienceId}`, {}, signal),
  })
  if (audience.data) return <AudienceEditor key={audienceId} saved={audience.data} />
  return (
    <Page title={text('audienceEditor.audience')} crumb={<AudienceCrumb />}>
      {audience.error && (
        <LoadFailure
          title={text('audienceEditor.failed')}
          error={audience.error}
          onRetry={() => void audience.refetch()}
        />
      )}
    </Page>
  )
}

/** One that is not saved yet. */
export function NewAudience() {
  return <AudienceEditor saved={null} />
}
