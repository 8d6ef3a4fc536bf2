import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { CleanupRow, CleanupSummary } from '../../../src/recall/contract/cleanup.ts'
import { DataTable } from '../../ui/data-table/DataTable.tsx'
import { FilterBar } from '../../ui/filter-bar/FilterBar.tsx'
import { type KeyHint, KeyHints } from '../../ui/keys/KeyHints.tsx'
import { useTableHints } from '../../ui/keys/use-table-hints.ts'
import { Page } from '../../ui/page/Page.tsx'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { paths } from '../shell/paths.ts'
import { AssignMenu } from './AssignMenu.tsx'
import { CleanupActions } from './CleanupActions.tsx'
import { useCleanupColumns } from './CleanupColumns.tsx'
import { CleanupEmpty } from './CleanupEmpty.tsx'
import { CleanupPages } from './CleanupPages.tsx'
import { CleanupPanel } from './CleanupPanel.tsx'
import { CleanupProgress } from './CleanupProgress.tsx'
import { type CleanupView, kindLabels, kinds, useCleanupView, whoseChoices } from './cleanup-view.ts'
import { useCleanupList, useCleanupSummary } from './use-cleanup.ts'
import { useCleanupChanges } from './use-cleanup-changes.ts'

const noColleagues: readonly string[] = []

/** Which records does a person have to look at? */
export function Cleanup() {
  const text = useText()
  const [view, change] = useCleanupView()
  const summary = useCleanupSummary().data
  const list = useCleanupList(view)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const hints = useCleanupHints()
  const narrow = (part: Partial<CleanupView>): void => {
    setSelected(new Set())
    change({ after: undefined, open: undefined, ...part })
  }
  const open = (item: string | undefined): void => change({ open: item }, { replace: true })
  return (
    <Page
      title={text('cleanup.title')}
      actions={
        <CleanupActions
          view={view}
          summary={summary}
          isMain={selected.size === 0 && list.rows?.length !== 0}
          onNext={() => goOn({ view, summary, rows: list.rows, narrow, open })}
        />
      }
      tabs={kinds.map((kind) => ({
        value: kind,
        label: text(kindLabels[kind]),
        count: summary?.kinds.find((one) => one.kind === kind)?.open || undefined,
      }))}
      tab={view.kind}
      onTab={(tab) => narrow({ kind: kinds.find((kind) => kind === tab) ?? 'duplicate' })}
      filters={<CleanupFilters view={view} summary={summary} onNarrow={narrow} />}
      panel={
        view.open !== undefined && (
          <OpenPanel
            view={view}
            item={view.open}
            rows={list.rows ?? []}
            colleagues={summary?.colleagues ?? noColleagues}
            isBesideSelection={selected.size > 0}
            onOpen={open}
          />
        )
      }
      footer={
        <KeyHints hints={hints}>
          <CleanupPages after={view.after} next={list.next} onPlace={(after) => narrow({ after })} />
        </KeyHints>
      }
    >
      <CleanupTable
        view={view}
        summary={summary}
        list={list}
        selected={selected}
        onSelect={setSelected}
        onOpen={open}
        onNarrow={narrow}
      />
    </Page>
  )
}

function useCleanupHints(): readonly KeyHint[] {
  const text = useText()
  const mayChange = useSession().staff.role !== 'read_only'
  const hints = useTableHints({ select: mayChange, panel: true })
  if (!mayChange) return hints
  return [
    ...hints,
    { combos: ['Digit1', 'Digit2'], label: text('cleanup.hintDecide') },
    { combos: ['KeyA'], label: text('cleanup.hintAssign') },
  ]
}

/** Opens the first row; where this list has none, the first kind that has any. */
function goOn(place: {
  readonly view: CleanupView
  readonly summary: CleanupSummary | undefined
  readonly rows: readonly CleanupRow[] | undefined
  readonly narrow: (part: Partial<CleanupView>) => void
  readonly open: (item: string | undefined) => void
}): void {
  const { view, summary, rows = [] } = place
  const index = rows.findIndex(({ item }) => item === view.open)
  const next = rows[index + 1] ?? rows[0]
  if (next !== undefined) {
    place.open(next.item)
    return
  }
  const kind = kinds.find((one) => summary?.kinds.some((each) => each.kind === one && each.open > 0))
  if (kind !== undefined) place.narrow({ kind, whose: 'all' })
}

interface CleanupFiltersProps {
  readonly view: CleanupView
  readonly summary: CleanupSummary | undefined
  readonly onNarrow: (part: Partial<CleanupView>) => void
}

function CleanupFilters({ view, summary, onNarrow }: CleanupFiltersProps) {
  const text = useText()
  const labels = { mine: text('cleanup.whoseMine'), nobody: text('cleanup.whoseNobody') }
  return (
    <FilterBar
      filters={[
        {
          id: 'whose',
          label: text('cleanup.owner'),
          value: view.whose === 'all' ? undefined : view.whose,
          choices: whoseChoices.map((value) => ({ value, label: labels[value] })),
          onChange: (value) => onNarrow({ whose: whoseChoices.find((one) => one === value) ?? 'all' }),
        },
      ]}
      end={summary && <CleanupProgress progress={summary.progress} />}
    />
  )
}

interface CleanupTableProps {
  readonly view: CleanupView
  readonly summary: CleanupSummary | undefined
  readonly list: ReturnType<typeof useCleanupList>
  readonly selected: ReadonlySet<string>
  readonly onSelect: (selected: ReadonlySet<string>) => void
  readonly onOpen: (item: string) => void
  readonly onNarrow: (part: Partial<CleanupView>) => void
}

function CleanupTable({ view, summary, list, selected, onSelect, onOpen, onNarrow }: CleanupTableProps) {
  const text = useText()
  const navigate = useNavigate()
  const { staff } = useSession()
  const columns = useCleanupColumns()
  const { assigning } = useCleanupChanges()
  const bulk = {
    selected,
    onSelect,
    total: list.rows?.length ?? 0,
    actions: (
      <AssignMenu
        label={text('cleanup.assign')}
        colleagues={summary?.colleagues ?? noColleagues}
        hasKey
        look="main"
        onAssign={(owner) =>
          assigning.mutate(
            { kind: view.kind, owner, items: [...selected] },
            { onSuccess: () => onSelect(new Set()) },
          )
        }
      />
    ),
  }
  return (
    <DataTable<CleanupRow>
      caption={text('cleanup.title')}
      columns={columns}
      rows={list.rows}
      rowId={(row) => row.item}
      rowName={(row) => row.name}
      current={view.open}
      onCurrent={onOpen}
      onOpen={(row) => void navigate({ to: paths.patient(row.patientId) })}
      {...(staff.role === 'read_only' ? {} : { selection: bulk })}
      empty={summary && <CleanupEmpty view={view} summary={summary} onNarrow={onNarrow} />}
      problem={
        list.error && <LoadFailure title={text('cleanup.failed')} error={list.error} onRetry={list.retry} />
      }
    />
  )
}

interface OpenPanelProps {
  readonly view: CleanupView
  readonly item: string
  readonly rows: readonly CleanupRow[]
  readonly colleagues: readonly string[]
  readonly isBesideSelection: boolean
  readonly onOpen: (item: string | undefined) => void
}

function OpenPanel({ view, item, rows, colleagues, isBesideSelection, onOpen }: OpenPanelProps) {
  const index = rows.findIndex((row) => row.item === item)
  const before = rows[index - 1]
  const after = index >= 0 ? rows[index + 1] : undefined
  return (
    <CleanupPanel
      kind={view.kind}
      item={item}
      colleagues={colleagues}
      isBesideSelection={isBesideSelection}
      onClose={() => onOpen(undefined)}
      onPrevious={before && (() => onOpen(before.item))}
      onNext={after && (() => onOpen(after.item))}
      onDecided={() => onOpen((after ?? before)?.item)}
    />
  )
}
