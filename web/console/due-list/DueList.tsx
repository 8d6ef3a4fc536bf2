import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { DueListRow, DueTabCounts } from '../../../src/insights/contract/due-list.ts'
import { DataTable } from '../../ui/data-table/DataTable.tsx'
import { Paging } from '../../ui/data-table/Paging.tsx'
import { FilterBar } from '../../ui/filter-bar/FilterBar.tsx'
import type { Filter, ListMenu } from '../../ui/filter-bar/filter.ts'
import { KeyHints } from '../../ui/keys/KeyHints.tsx'
import { useTableHints } from '../../ui/keys/use-table-hints.ts'
import { Page } from '../../ui/page/Page.tsx'
import type { PageTab } from '../../ui/page/PageTabs.tsx'
import { useIsNarrow } from '../../ui/screen/use-screen.ts'
import { Notice } from '../../ui/states/Notice.tsx'
import { useSession } from '../api/session.ts'
import { mayBeInvited } from '../invite/invite-subject.ts'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { paths } from '../shell/paths.ts'
import { useSearchWords } from '../shell/search-words.ts'
import { DueBulkActions } from './DueBulkActions.tsx'
import { useDueColumns } from './DueColumns.tsx'
import { DueEmpty } from './DueEmpty.tsx'
import { DuePanel } from './DuePanel.tsx'
import { type DueView, dueTabs, filterOf, pageSize, useDueView } from './due-view.ts'
import { InviteEverybody } from './InviteEverybody.tsx'
import { useDueExport } from './use-due-export.ts'
import { type Narrow, useDueFilters, useDueSorting } from './use-due-filters.ts'
import { useDueList } from './use-due-list.ts'
import { type DueSelection, useDueSelection } from './use-due-selection.ts'
import { SavedViewsButton, useSavedViewsMenu } from './views/SavedViews.tsx'

const tabs = ['due_soon', 'overdue', 'lapsed', 'paused', 'booked'] as const

/** Who is due, and what happens next? */
export function DueList() {
  const text = useText()
  const [view, change] = useDueView()
  const [words, setWords] = useSearchWords()
  const { practiceSystem } = useSession()
  const due = useDueList(view, words)
  const selection = useDueSelection(due.rows)
  const isSelecting = selection.selected.size > 0
  // Another set of rows: what was chosen among the old ones is let go.
  const narrow = (part: Partial<DueView>): void => {
    selection.clear()
    change({ page: 1, open: undefined, ...part })
  }
  const filters = useDueFilters(view, narrow, due.list?.types ?? [])
  const search = (next: string): void => {
    selection.clear()
    setWords(next)
  }
  // A kept view says the whole filter; words of a search would narrow it unseen.
  const choose = (part: Partial<DueView>): void => {
    narrow(part)
    if (words !== '') setWords('')
  }
  const isNarrow = useIsNarrow()
  const views = useSavedViewsMenu({ view, onChoose: choose })
  const narrowing = { view, words, filters, onNarrow: narrow, onSearch: search }
  return (
    <Page
      title={text('dueList.title')}
      actions={
        <InviteEverybody
          view={view}
          words={words}
          total={due.rows && due.total}
          isBesideSelection={isSelecting}
        />
      }
      tabsEnd={!isNarrow && <SavedViewsButton {...views} />}
      tabs={useDueTabs(due.counts)}
      tab={view.tab}
      onTab={(tab) => narrow({ tab: tabs.find((one) => one === tab) ?? 'overdue', range: undefined })}
      notice={practiceSystem?.state === 'silent' && <PracticeSilent ago={practiceSystem.lastAnsweredText} />}
      filters={<DueFilterBar {...narrowing} due={due} menu={views.menu} />}
      panel={
        <OpenPanel
          rows={due.rows ?? []}
          openId={view.open}
          isBesideSelection={isSelecting}
          onOpen={(open) => change({ open }, { replace: true })}
        />
      }
      footer={<DueFooter page={view.page} due={due} onPage={(page) => change({ page, open: undefined })} />}
    >
      <DueTable
        view={view}
        words={words}
        due={due}
        selection={selection}
        onCurrent={(open) => change({ open }, { replace: true })}
        empty={due.list && <DueEmpty {...narrowing} types={due.list.types} counts={due.counts} />}
      />
      {views.dialog}
    </Page>
  )
}

function useDueTabs(counts: DueTabCounts | undefined): readonly PageTab[] {
  const text = useText()
  return tabs.map((tab) => ({
    value: tab,
    label: text(dueTabs[tab].label),
    count: counts?.[tab] || undefined,
  }))
}

interface DueFilterBarProps {
  readonly view: DueView
  readonly words: string
  readonly due: ReturnType<typeof useDueList>
  readonly filters: readonly Filter[]
  readonly menu: ListMenu
  readonly onNarrow: Narrow
  readonly onSearch: (words: string) => void
}

function DueFilterBar({ view, words, due, filters, menu, onNarrow, onSearch }: DueFilterBarProps) {
  const text = useText()
  const sorting = useDueSorting(view, onNarrow)
  const exporting = useDueExport(view, words)
  const { staff } = useSession()
  const { list, rows, counts, total } = due
  return (
    <FilterBar
      search={{ value: words, placeholder: text('dueList.search'), onSearch }}
      filters={filters}
      count={
        rows && list && list.types.length > 0 && counts && total !== undefined
          ? { matching: total, of: counts[view.tab] }
          : undefined
      }
      sorting={sorting}
      tools={rows && total && staff.role !== 'read_only' ? [exporting] : []}
      menu={menu}
    />
  )
}

interface DueTableProps {
  readonly view: DueView
  readonly words: string
  readonly due: ReturnType<typeof useDueList>
  readonly selection: DueSelection
  readonly onCurrent: (id: string) => void
  readonly empty: ReactNode
}

function DueTable({ view, words, due, selection, onCurrent, empty }: DueTableProps) {
  const text = useText()
  const navigate = useNavigate()
  const { staff } = useSession()
  const columns = useDueColumns(view.tab, view.open !== undefined)
  const { selected, isWhole } = selection
  const bulk = {
    selected,
    onSelect: selection.onSelect,
    total: due.total ?? 0,
    // What can be done with everybody at once is to invite them.
    ...(mayBeInvited(view.tab) ? { whole: { isChosen: isWhole, onChoose: selection.chooseWhole } } : {}),
    actions: (
      <DueBulkActions
        selected={selected}
        whole={isWhole ? filterOf(view, words) : null}
        tab={view.tab}
        onDone={selection.clear}
      />
    ),
  }
  return (
    <DataTable<DueListRow>
      caption={text('dueList.title')}
      columns={columns}
      rows={due.rows}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      current={view.open}
      onCurrent={onCurrent}
      onOpen={(row) => void navigate({ to: paths.patient(row.patientId) })}
      {...(staff.role === 'read_only' ? {} : { selection: bulk })}
      empty={empty}
      problem={
        due.error && <LoadFailure title={text('dueList.failed')} error={due.error} onRetry={due.retry} />
      }
    />
  )
}

interface OpenPanelProps {
  readonly rows: readonly DueListRow[]
  readonly openId: string | undefined
  readonly isBesideSelection: boolean
  readonly onOpen: (id: string | undefined) => void
}

function OpenPanel({ rows, openId, isBesideSelection, onOpen }: OpenPanelProps) {
  const index = rows.findIndex((row) => row.id === openId)
  const stepTo = (row: DueListRow | undefined) => row && (() => onOpen(row.id))
  if (openId === undefined) return null
  return (
    <DuePanel
      rowId={openId}
      isBesideSelection={isBesideSelection}
      onClose={() => onOpen(undefined)}
      onPrevious={index > 0 ? stepTo(rows[index - 1]) : undefined}
      onNext={index >= 0 ? stepTo(rows[index + 1]) : undefined}
    />
  )
}

function PracticeSilent({ ago }: { readonly ago: string }) {
  const text = useText()
  return (
    <Notice tone="attention" title={text('dueList.partialTitle', { ago })}>
      {text('dueList.partialText')}
    </Notice>
  )
}

interface DueFooterProps {
  readonly page: number
  readonly due: ReturnType<typeof useDueList>
  readonly onPage: (page: number) => void
}

function DueFooter({ page, due, onPage }: DueFooterProps) {
  const { staff } = useSession()
  const hints = useTableHints({ select: staff.role !== 'read_only', panel: true })
  const total = due.rows ? (due.total ?? 0) : 0
  return (
    <KeyHints hints={hints}>
      <Paging page={page} pageSize={pageSize} total={total} onPage={onPage} />
    </KeyHints>
  )
}
