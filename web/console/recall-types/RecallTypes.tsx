import type { RecallTypeRow, RecallTypes as Types } from '../../../src/recall/contract/recall-type-pages.ts'
import type { RowGroup } from '../../ui/data-table/column.ts'
import { DataTable } from '../../ui/data-table/DataTable.tsx'
import { FilterBar } from '../../ui/filter-bar/FilterBar.tsx'
import type { Filter } from '../../ui/filter-bar/filter.ts'
import { KeyHints } from '../../ui/keys/KeyHints.tsx'
import { useTableHints } from '../../ui/keys/use-table-hints.ts'
import { Page } from '../../ui/page/Page.tsx'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { useTypeColumns } from './RecallTypeColumns.tsx'
import { RecallTypePanel } from './RecallTypePanel.tsx'
import { RecallTypesEmpty } from './RecallTypesEmpty.tsx'
import {
  anyCountry,
  isOnTab,
  type NarrowTypes,
  shownTypes,
  specialties,
  specialtyWords,
  type TypesView,
  tabLabels,
  typeTabs,
  useTypesView,
} from './recall-types-view.ts'
import { useCountryWords, usePackWords } from './type-words.ts'
import { useRecallTypes, useTypeCounts } from './use-recall-types.ts'

/** What does this clinic recall patients for, and who says so? */
export function RecallTypes() {
  const text = useText()
  const [view, change] = useTypesView()
  const list = useRecallTypes()
  const hints = useTableHints({ panel: true })
  const narrow: NarrowTypes = (part) => change({ open: undefined, ...part })
  const open = (key: string | undefined): void => change({ open: key }, { replace: true })
  const rows = list.data && shownTypes(list.data, view)
  return (
    <Page
      title={text('recallTypes.title')}
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
          <OpenPanel openKey={view.open} rows={rows ?? []} types={list.data} onOpen={open} />
        )
      }
      footer={<KeyHints hints={hints} />}
    >
      <TypesTable view={view} list={list} rows={rows} onOpen={open} onNarrow={narrow} />
    </Page>
  )
}

interface TypeFiltersProps {
  readonly view: TypesView
  readonly types: Types | undefined
  /** Rows that match. */
  readonly shown: number | undefined
  readonly onNarrow: NarrowTypes
}

function TypeFilters({ view, types, shown, onNarrow }: TypeFiltersProps) {
  const text = useText()
  const country = useCountryWords()
  const countries = [...new Set(types?.packs.map((pack) => pack.country ?? anyCountry))]
  const filters: readonly Filter[] = [
    {
      id: 'specialty',
      label: text('recallTypes.specialty'),
      value: specialties.find((one) => one === view.specialty),
      choices: specialties.map((value) => ({ value, label: text(specialtyWords[value]) })),
      onChange: (specialty) => onNarrow({ specialty }),
    },
    {
      id: 'country',
      label: text('recallTypes.country'),
      value: view.country,
      choices: countries.map((value) => ({
        value,
        label: value === anyCountry ? text('recallTypes.anyCountry') : country(value),
      })),
      onChange: (chosen) => onNarrow({ country: chosen }),
    },
  ]
  const ofTab = types?.types.filter((type) => isOnTab(type, view.tab)).length ?? 0
  return (
    <FilterBar
      search={{
        value: view.words ?? '',
        placeholder: text('recallTypes.search'),
        onSearch: (words) => onNarrow({ words: words === '' ? undefined : words }),
      }}
      filters={filters}
      count={shown === undefined ? undefined : { matching: shown, of: ofTab }}
    />
  )
}

interface TypesTableProps {
  readonly view: TypesView
  readonly list: ReturnType<typeof useRecallTypes>
  readonly rows: readonly RecallTypeRow[] | undefined
  readonly onOpen: (key: string) => void
  readonly onNarrow: NarrowTypes
}

function TypesTable({ view, list, rows, onOpen, onNarrow }: TypesTableProps) {
  const text = useText()
  const columns = useTypeColumns(useTypeCounts(), view.open !== undefined)
  const groupOf = useGroups(list.data)
  return (
    <DataTable<RecallTypeRow>
      caption={text('recallTypes.title')}
      columns={columns}
      rows={list.error ? undefined : rows}
      rowId={({ key }) => key}
      rowName={({ name }) => name}
      groupOf={groupOf}
      current={view.open}
      onCurrent={onOpen}
      empty={<RecallTypesEmpty view={view} onNarrow={onNarrow} />}
      problem={
        list.error && (
          <LoadFailure
            title={text('recallTypes.failed')}
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        )
      }
    />
  )
}

/** The clinic's own types, then pack by pack. */
function useGroups(types: Types | undefined): (row: RecallTypeRow) => RowGroup {
  const text = useText()
  const packWords = usePackWords()
  return ({ pack: key }) => {
    const pack = types?.packs.find((one) => one.key === key)
    if (pack === undefined) return { id: 'own', label: text('recallTypes.madeHere') }
    return {
      id: pack.key,
      label: packWords(pack),
      note: text(pack.fits ? 'recallTypes.packFits' : 'recallTypes.packVersion', { version: pack.version }),
    }
  }
}

interface OpenPanelProps {
  readonly openKey: string
  readonly rows: readonly RecallTypeRow[]
  readonly types: Types | undefined
  readonly onOpen: (key: string | undefined) => void
}

function OpenPanel({ openKey, rows, types, onOpen }: OpenPanelProps) {
  const index = rows.findIndex(({ key }) => key === openKey)
  const before = rows[index - 1]
  const after = index >= 0 ? rows[index + 1] : undefined
  return (
    <RecallTypePanel
      typeKey={openKey}
      types={types}
      onClose={() => onOpen(undefined)}
      onPrevious={before && (() => onOpen(before.key))}
      onNext={after && (() => onOpen(after.key))}
    />
  )
}
