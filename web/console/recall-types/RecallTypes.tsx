import { useState } from 'react'
import type { RecallTypeRow, RecallTypes as Types } from '../../../src/recall/contract/recall-type-pages.ts'
import { KeyHints } from '../../ui/keys/KeyHints.tsx'
import { useTableHints } from '../../ui/keys/use-table-hints.ts'
import { Page } from '../../ui/page/Page.tsx'
import { Notice } from '../../ui/states/Notice.tsx'
import { useText } from '../messages/use-text.ts'
import { ChangeDialog, type ChangeSubject } from './ChangeDialog.tsx'
import { NewType } from './NewType.tsx'
import { RecallTypePanel } from './RecallTypePanel.tsx'
import {
  isOnTab,
  type NarrowTypes,
  offersFirst,
  shownTypes,
  tabLabels,
  typeTabs,
  useTypesView,
} from './recall-types-view.ts'
import type { AskChange } from './TypeActions.tsx'
import { TypeFilters } from './TypeFilters.tsx'
import { TypesTable } from './TypesTable.tsx'
import { useRecallTypes } from './use-recall-types.ts'

/** What does this clinic recall patients for, and who says so? */
export function RecallTypes() {
  const text = useText()
  const [view, change] = useTypesView()
  const list = useRecallTypes()
  const mayChange = list.data?.mayChange ?? false
  const hints = useTableHints({ select: mayChange, panel: true })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [subject, setSubject] = useState<ChangeSubject | null>(null)
  const narrow: NarrowTypes = (part) => {
    setSelected(new Set())
    change({ open: undefined, ...part })
  }
  const open = (key: string | undefined): void => change({ open: key }, { replace: true })
  const rows = list.data && shownTypes(list.data, view)
  return (
    <Page
      title={text('recallTypes.title')}
      actions={
        mayChange &&
        !offersFirst(view, rows?.length) && (
          <NewType isMain={selected.size === 0 && view.open === undefined} />
        )
      }
      tabs={typeTabs.map((tab) => ({
        value: tab,
        label: text(tabLabels[tab]),
        count: list.data?.types.filter((type) => isOnTab(type, tab)).length || undefined,
      }))}
      tab={view.tab}
      onTab={(tab) => narrow({ tab: typeTabs.find((one) => one === tab) ?? 'all' })}
      filters={<TypeFilters view={view} types={list.data} shown={rows?.length} onNarrow={narrow} />}
      panel={
        view.open !== undefined && (
          <OpenPanel
            openKey={view.open}
            rows={rows ?? []}
            types={list.data}
            isBesideSelection={selected.size > 0}
            onOpen={open}
            onAsk={setSubject}
          />
        )
      }
      notice={list.data?.followsSince && <FollowingNotice since={list.data.followsSince.text} />}
      footer={<KeyHints hints={hints} />}
    >
      <TypesTable
        view={view}
        list={list}
        rows={rows}
        selected={selected}
        onSelect={setSelected}
        onOpen={open}
        onAsk={setSubject}
        onNarrow={narrow}
      />
      <ChangeDialog
        subject={subject}
        nameOf={(key) => list.data?.types.find((type) => type.key === key)?.name ?? key}
        onClose={() => setSubject(null)}
        onDone={() => setSelected(new Set())}
      />
    </Page>
  )
}

function FollowingNotice({ since }: { readonly since: string }) {
  const text = useText()
  return (
    <Notice tone="info" title={text('recallTypes.following')}>
      {text('recallTypes.followingSince', { since })}
    </Notice>
  )
}

interface OpenPanelProps {
  readonly openKey: string
  readonly rows: readonly RecallTypeRow[]
  readonly types: Types | undefined
  readonly isBesideSelection: boolean
  readonly onOpen: (key: string | undefined) => void
  readonly onAsk: AskChange
}

function OpenPanel({ openKey, rows, types, isBesideSelection, onOpen, onAsk }: OpenPanelProps) {
  const index = rows.findIndex(({ key }) => key === openKey)
  const before = rows[index - 1]
  const after = index >= 0 ? rows[index + 1] : undefined
  return (
    <RecallTypePanel
      typeKey={openKey}
      types={types}
      isBesideSelection={isBesideSelection}
      onAsk={onAsk}
      onClose={() => onOpen(undefined)}
      onPrevious={before && (() => onOpen(before.key))}
      onNext={after && (() => onOpen(after.key))}
    />
  )
}
