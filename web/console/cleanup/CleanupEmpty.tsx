import { Button } from '@mantine/core'
import type { CleanupSummary } from '../../../src/recall/contract/cleanup.ts'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { useText } from '../messages/use-text.ts'
import { AwayLink } from './CleanupActions.tsx'
import { type CleanupView, kindLabels, kinds } from './cleanup-view.ts'

interface CleanupEmptyProps {
  readonly view: CleanupView
  readonly summary: CleanupSummary
  readonly onNarrow: (part: Partial<CleanupView>) => void
}

/** Why no row is here: the filter, this kind is done, or all of it is. */
export function CleanupEmpty({ view, summary, onNarrow }: CleanupEmptyProps) {
  const text = useText()
  const openOf = (wanted: CleanupView['kind']) => summary.kinds.find(({ kind }) => kind === wanted)?.open ?? 0
  if (view.whose !== 'all' && openOf(view.kind) > 0)
    return (
      <EmptyState
        title={text(view.whose === 'mine' ? 'cleanup.noneMine' : 'cleanup.allOwned')}
        actions={
          <Button variant="filled" onClick={() => onNarrow({ whose: 'all' })}>
            {text('cleanup.showAll')}
          </Button>
        }
      >
        {text('cleanup.others', { count: openOf(view.kind) })}
      </EmptyState>
    )
  const next = kinds.find((kind) => kind !== view.kind && openOf(kind) > 0)
  if (next !== undefined)
    return (
      <EmptyState
        title={text('cleanup.kindDone')}
        actions={
          <Button variant="filled" onClick={() => onNarrow({ kind: next, whose: 'all' })}>
            {text('cleanup.goOnWith', { kind: text(kindLabels[next]) })}
          </Button>
        }
      >
        {text('cleanup.kindDoneText')}
      </EmptyState>
    )
  return (
    <EmptyState
      title={text('cleanup.nothing')}
      actions={summary.away > 0 && <AwayLink away={summary.away} />}
    >
      {text(summary.away > 0 ? 'cleanup.nothingText' : 'cleanup.kindDoneText')}
    </EmptyState>
  )
}
