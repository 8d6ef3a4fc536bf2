import type { RecallTypeRow, RecallTypes } from '../../../src/recall/contract/recall-type-pages.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import type { RowGroup } from '../../ui/data-table/column.ts'
import { DataTable } from '../../ui/data-table/DataTable.tsx'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { useTypeColumns } from './RecallTypeColumns.tsx'
import { RecallTypesEmpty } from './RecallTypesEmpty.tsx'
import type { NarrowTypes, TypesView } from './recall-types-view.ts'
import type { AskChange } from './TypeActions.tsx'
import { usePackWords } from './type-words.ts'
import { type useRecallTypes, useTypeCounts } from './use-recall-types.ts'

interface TypesTableProps {
  readonly view: TypesView
  readonly list: ReturnType<typeof useRecallTypes>
  readonly rows: readonly RecallTypeRow[] | undefined
  readonly selected: ReadonlySet<string>
  readonly onSelect: (selected: ReadonlySet<string>) => void
  readonly onOpen: (key: string) => void
  readonly onAsk: AskChange
  readonly onNarrow: NarrowTypes
}

/** The types under their packs. */
export function TypesTable(props: TypesTableProps) {
  const { view, list, rows, selected, onSelect, onOpen, onNarrow } = props
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
      {...(list.data?.mayChange
        ? {
            selection: {
              selected,
              onSelect,
              total: rows?.length ?? 0,
              actions: <TurnOnSelected selected={selected} rows={rows ?? []} onAsk={props.onAsk} />,
            },
          }
        : {})}
      current={view.open}
      onCurrent={onOpen}
      empty={<RecallTypesEmpty view={view} mayChange={list.data?.mayChange ?? false} onNarrow={onNarrow} />}
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

interface TurnOnSelectedProps {
  readonly selected: ReadonlySet<string>
  readonly rows: readonly RecallTypeRow[]
  readonly onAsk: AskChange
}

/** Those among them that are off, or on while their pack says something new; what is on in own words stays. */
function TurnOnSelected({ selected, rows, onAsk }: TurnOnSelectedProps) {
  const text = useText()
  const keys = rows
    .filter(({ key, state }) => selected.has(key) && (state === 'off' || state === 'changed'))
    .map(({ key }) => key)
  const count = keys.length
  return (
    <ActionButton
      label={text('recallTypes.turnOn')}
      combo="KeyE"
      look="main"
      blocked={count === 0 ? text('recallTypes.allOn') : undefined}
      onRun={() =>
        onAsk({
          wish: { kind: 'enable', keys },
          title: text('recallTypes.turnOnMany', { count }),
          confirm: text('recallTypes.turnOnCount', { count }),
        })
      }
    />
  )
}

/** The clinic's own types, then pack by pack. */
function useGroups(types: RecallTypes | undefined): (row: RecallTypeRow) => RowGroup {
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
