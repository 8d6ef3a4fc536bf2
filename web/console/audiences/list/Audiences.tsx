import { useNavigate } from '@tanstack/react-router'
import type { AudienceList } from '../../../../src/campaigns/contract/audiences.ts'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { DataTable } from '../../../ui/data-table/DataTable.tsx'
import { Paging } from '../../../ui/data-table/Paging.tsx'
import { FilterBar } from '../../../ui/filter-bar/FilterBar.tsx'
import { KeyHints } from '../../../ui/keys/KeyHints.tsx'
import { useTableHints } from '../../../ui/keys/use-table-hints.ts'
import { Page } from '../../../ui/page/Page.tsx'
import { useMayRun } from '../../campaigns/use-campaigns.ts'
import { useText } from '../../messages/use-text.ts'
import { LoadFailure } from '../../shell/LoadFailure.tsx'
import { paths } from '../../shell/paths.ts'
import { useSearchWords } from '../../shell/search-words.ts'
import { optional, ordinal, useUrlState } from '../../shell/url-state.ts'
import { programmes, programmeWords } from '../programme-words.ts'
import { type AudienceRow, useAudienceList } from '../use-audiences.ts'
import { useAudienceColumns } from './AudienceColumns.tsx'
import { AudiencePanel } from './AudiencePanel.tsx'
import { AudiencesEmpty } from './AudiencesEmpty.tsx'

const fields = { programme: optional(), page: ordinal(), open: optional() }
const pageSize = 50

/** Who exactly can be asked, and how many are they? */
export function Audiences() {
  const text = useText()
  const navigate = useNavigate()
  const mayRun = useMayRun()
  const [view, change] = useUrlState(fields)
  const [words, setWords] = useSearchWords()
  const programme = programmes.find((one) => one === view.programme)
  const list = useAudienceList({ search: words, programme, page: view.page, pageSize })
  const rows = list.error ? undefined : list.data?.rows
  const columns = useAudienceColumns()
  const narrow = (part: Partial<typeof view>): void => change({ page: 1, open: undefined, ...part })
  const open = (id?: string): void => change({ open: id }, { replace: true })
  const clear = (): void => {
    setWords('')
    narrow({ programme: undefined })
  }
  const isFirstTime = list.data?.offered === 0 && !list.error
  return (
    <Page
      title={text('audienceList.title')}
      actions={mayRun && !isFirstTime && <NewAudience />}
      filters={
        !isFirstTime && (
          <AudienceFilters
            words={words}
            programme={programme}
            list={list.data}
            onSearch={setWords}
            onNarrow={narrow}
          />
        )
      }
      panel={<OpenPanel rows={rows ?? []} openId={view.open} onOpen={open} />}
      footer={
        <AudiencesFooter
          page={view.page}
          list={list.data}
          onPage={(page) => change({ page, open: undefined })}
        />
      }
    >
      <DataTable
        caption={text('audienceList.title')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        current={view.open}
        onCurrent={open}
        onOpen={(row) => void navigate({ to: paths.audience(row.id) })}
        empty={list.data && <AudiencesEmpty offered={list.data.offered} onClear={clear} />}
        problem={
          list.error && (
            <LoadFailure
              title={text('audienceList.failed')}
              error={list.error}
              onRetry={() => void list.refetch()}
            />
          )
        }
      />
    </Page>
  )
}

function NewAudience() {
  const text = useText()
  const navigate = useNavigate()
  return (
    <ActionButton
      label={text('audienceList.new')}
      icon="plus"
      look="main"
      onRun={() => void navigate({ to: paths.newAudience })}
    />
  )
}

interface AudiencesFooterProps {
  readonly page: number
  readonly list: AudienceList | undefined
  readonly onPage: (page: number) => void
}

function AudiencesFooter({ page, list, onPage }: AudiencesFooterProps) {
  const hints = useTableHints({ panel: true })
  return (
    <KeyHints hints={hints}>
      <Paging page={page} pageSize={pageSize} total={list?.total ?? 0} onPage={onPage} />
    </KeyHints>
  )
}

interface AudienceFiltersProps {
  readonly words: string
  readonly programme: AudienceRow['programme'] | undefined
  readonly list: AudienceList | undefined
  readonly onSearch: (words: string) => void
  readonly onNarrow: (part: { readonly programme: string | undefined }) => void
}

function AudienceFilters({ words, programme, list, onSearch, onNarrow }: AudienceFiltersProps) {
  const text = useText()
  return (
    <FilterBar
      search={{ value: words, placeholder: text('audienceList.search'), onSearch }}
      filters={[
        {
          id: 'programme',
          label: text('audienceList.programme'),
          value: programme,
          choices: programmes.map((value) => ({ value, label: text(programmeWords[value]) })),
          onChange: (value) => onNarrow({ programme: value }),
        },
      ]}
      count={list && { matching: list.total, of: list.offered }}
    />
  )
}

interface OpenPanelProps {
  readonly rows: readonly AudienceRow[]
  readonly openId: string | undefined
  readonly onOpen: (id: string | undefined) => void
}

function OpenPanel({ rows, openId, onOpen }: OpenPanelProps) {
  const index = rows.findIndex(({ id }) => id === openId)
  const row = rows[index]
  const before = rows[index - 1]
  const after = rows[index + 1]
  return row ? (
    <AudiencePanel
      audience={row}
      onClose={() => onOpen(undefined)}
      onPrevious={before && (() => onOpen(before.id))}
      onNext={after && (() => onOpen(after.id))}
    />
  ) : null
}
