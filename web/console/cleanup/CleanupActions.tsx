import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { CleanupSummary } from '../../../src/recall/contract/cleanup.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { useNumbers } from '../../ui/numbers.ts'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'
import { AssignMenu } from './AssignMenu.tsx'
import type { CleanupView } from './cleanup-view.ts'
import { useCleanupChanges } from './use-cleanup-changes.ts'

interface CleanupActionsProps {
  readonly view: CleanupView
  readonly summary: CleanupSummary | undefined
  /** Nothing else on the page is filled. */
  readonly isMain: boolean
  readonly onNext: () => void
}

/** To the list that the clean-up ends with; all of a kind to somebody; on to the next. */
export function CleanupActions({ view, summary, isMain, onNext }: CleanupActionsProps) {
  const text = useText()
  const numbers = useNumbers()
  const { staff } = useSession()
  const { assigning } = useCleanupChanges()
  if (summary === undefined) return null
  const unowned = summary.kinds.find(({ kind }) => kind === view.kind)?.unowned ?? 0
  const open = summary.kinds.reduce((sum, kind) => sum + kind.open, 0)
  const mayChange = staff.role !== 'read_only'
  return (
    <>
      {summary.away > 0 && <AwayLink away={summary.away} />}
      {mayChange && unowned > 0 && (
        <AssignMenu
          label={text('cleanup.assignAll', { count: numbers.count(unowned) })}
          colleagues={summary.colleagues}
          hasKey={false}
          onAssign={(owner) => assigning.mutate({ kind: view.kind, owner, items: null })}
        />
      )}
      {mayChange && open > 0 && (
        <ActionButton
          label={text('cleanup.fixNext')}
          combo="KeyW"
          look={isMain ? 'main' : 'plain'}
          onRun={onNext}
        />
      )}
    </>
  )
}

/** Patients away for 18 to 36 months: whom all this is for. */
export function AwayLink({ away }: Pick<CleanupSummary, 'away'>) {
  const text = useText()
  const numbers = useNumbers()
  return (
    <Button component={Link} to={paths.patients} search={{ away: '18_36', sort: 'last_visit' } as never}>
      {text('cleanup.away', { count: numbers.count(away) })}
    </Button>
  )
}
