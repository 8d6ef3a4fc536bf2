import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useIntl } from 'react-intl'
import type { PatientList, PatientListQuery } from '../../../src/insights/contract/patient-card.ts'
import { DataTable } from '../../ui/data-table/DataTable.tsx'
import { Paging } from '../../ui/data-table/Paging.tsx'
import { FilterBar } from '../../ui/filter-bar/FilterBar.tsx'
import type { Filter } from '../../ui/filter-bar/filter.ts'
import { KeyHints } from '../../ui/keys/KeyHints.tsx'
import { useTableHints } from '../../ui/keys/use-table-hints.ts'
import { Page } from '../../ui/page/Page.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { get } from '../api/client.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { paths } from '../shell/paths.ts'
import { useSearchWords } from '../shell/search-words.ts'
import { choice, optional, ordinal, useUrlState } from '../shell/url-state.ts'
import { usePatientColumns } from './PatientColumns.tsx'

const pageSize = 50
const longAway = '18_36'
const languages = ['en', 'pl', 'ru', 'ms'] as const

const sortLabels = {
  name: 'patients.sortName',
  last_visit: 'patients.sortLastVisit',
  next_visit: 'patients.sortNextVisit',
} as const satisfies Readonly<Record<PatientListQuery['sort'], MessageKey>>

const fields = {
  language: optional(),
  standing: choice(['present', 'gone', 'all']),
  away: optional(),
  sort: choice(['name', 'last_visit', 'next_visit']),
  page: ordinal(),
}

function usePatientView() {
  return useUrlState(fields)
}

type View = ReturnType<typeof usePatientView>[0]
type Change = ReturnType<typeof usePatientView>[1]

/** Everybody on record; a click opens the card. */
export function Patients() {
  const text = useText()
  const navigate = useNavigate()
  const [view, change] = usePatientView()
  const [words, setWords] = useSearchWords()
  const { list, total } = usePatientList(view, words)
  const columns = usePatientColumns()
  const filters = usePatientFilters(view, change)
  const clear = (): void => {
    change({ language: undefined, standing: 'present', away: undefined, page: 1 })
    setWords('')
  }
  const hints = useTableHints({})
  const data = list.data
  return (
    <Page
      title={text('patients.title')}
      filters={
        <FilterBar
          search={{ value: words, placeholder: text('patients.search'), onSearch: setWords }}
          filters={filters}
          count={data && total !== undefined ? { matching: data.total, of: total } : undefined}
          sorting={{
            value: view.sort,
            choices: sortChoices.map((value) => ({ value, label: text(sortLabels[value]) })),
            onChange: (value) =>
              change({ sort: sortChoices.find((one) => one === value) ?? 'name', page: 1 }),
          }}
        />
      }
      footer={
        <KeyHints hints={hints}>
          <Paging
            page={view.page}
            pageSize={pageSize}
            total={data?.total ?? 0}
            onPage={(page) => change({ page })}
          />
        </KeyHints>
      }
    >
      <DataTable
        caption={text('patients.title')}
        columns={columns}
        rows={list.error ? undefined : data?.rows}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        onOpen={(row) => void navigate({ to: paths.patient(row.id) })}
        empty={<NobodyHere all={total ?? 0} onClear={clear} />}
        problem={
          list.error && (
            <LoadFailure
              title={text('patients.failed')}
              error={list.error}
              onRetry={() => void list.refetch()}
            />
          )
        }
      />
    </Page>
  )
}

const sortChoices = ['name', 'last_visit', 'next_visit'] as const

function usePatientList(view: View, words: string) {
  const question = {
    q: words,
    language: languages.find((one) => one === view.language),
    standing: view.standing,
    away: view.away === longAway ? longAway : undefined,
    sort: view.sort,
    page: view.page,
    pageSize,
  }
  const list = useQuery({
    queryKey: ['patients', question],
    queryFn: ({ signal }) => get<PatientList>('/api/patients', question, signal),
    placeholderData: keepPreviousData,
  })
  const everybody = useQuery({
    queryKey: ['patients', 'everybody'],
    queryFn: ({ signal }) => get<PatientList>('/api/patients', { standing: 'all', pageSize: 10 }, signal),
  })
  return { list, total: everybody.data?.total }
}

const standings = [
  ['gone', 'patients.standingGone'],
  ['all', 'patients.standingAll'],
] as const satisfies readonly (readonly [View['standing'], MessageKey])[]

function usePatientFilters(view: View, change: Change): readonly Filter[] {
  const text = useText()
  const intl = useIntl()
  return [
    {
      id: 'language',
      label: text('patients.language'),
      value: languages.find((one) => one === view.language),
      choices: languages.map((value) => ({
        value,
        label: intl.formatDisplayName(value, { type: 'language' }) ?? value,
      })),
      onChange: (value) => change({ language: value, page: 1 }),
    },
    {
      id: 'standing',
      label: text('patients.standing'),
      // Present patients are what one looks for; the chip appears where others are shown.
      value: view.standing === 'present' ? undefined : view.standing,
      choices: standings.map(([value, label]) => ({ value, label: text(label) })),
      onChange: (value) =>
        change({ standing: standings.find(([one]) => one === value)?.[0] ?? 'present', page: 1 }),
    },
    {
      id: 'away',
      label: text('patients.away'),
      value: view.away === longAway ? longAway : undefined,
      choices: [{ value: longAway, label: text('patients.away18') }],
      onChange: (value) => change({ away: value, page: 1 }),
    },
  ]
}

function NobodyHere({ all, onClear }: { readonly all: number; readonly onClear: () => void }) {
  const text = useText()
  if (all === 0)
    return <EmptyState title={text('patients.emptyTitle')}>{text('patients.emptyText')}</EmptyState>
  return (
    <EmptyState
      title={text('patients.emptyFound')}
      actions={
        <Button variant="filled" onClick={onClear}>
          {text('patients.emptyClear')}
        </Button>
      }
    >
      {text('patients.emptyFoundText', { count: all })}
    </EmptyState>
  )
}
