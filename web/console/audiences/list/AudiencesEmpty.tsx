import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../../ui/states/EmptyState.tsx'
import { useMayRun, useOpportunity } from '../../campaigns/use-campaigns.ts'
import { useText } from '../../messages/use-text.ts'
import { paths } from '../../shell/paths.ts'

interface AudiencesEmptyProps {
  /** How many there are, whatever is searched for. */
  readonly offered: number
  readonly onClear: () => void
}

/** Why none is listed: none is saved yet, or none is called so. */
export function AudiencesEmpty({ offered, onClear }: AudiencesEmptyProps) {
  const text = useText()
  const mayRun = useMayRun()
  const lapsed = useOpportunity().data?.lapsed ?? 0
  if (offered > 0)
    return (
      <EmptyState
        title={text('audienceList.emptySearch')}
        actions={
          <Button variant="filled" onClick={onClear}>
            {text('audienceList.showAll')}
          </Button>
        }
      >
        {text('audienceList.emptySearchText', { count: offered })}
      </EmptyState>
    )
  return (
    <EmptyState
      title={text('audienceList.empty')}
      actions={
        mayRun && (
          <Button variant="filled" component={Link} to={paths.newAudience}>
            {text('audienceList.start')}
          </Button>
        )
      }
    >
      {lapsed > 0 && text('audienceList.emptyLapsed', { count: lapsed })} {text('audienceList.emptyText')}
    </EmptyState>
  )
}
