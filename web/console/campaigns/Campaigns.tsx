import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { CampaignList } from '../../../src/campaigns/contract/campaign-pages.ts'
import { DataTable } from '../../ui/data-table/DataTable.tsx'
import { Paging } from '../../ui/data-table/Paging.tsx'
import { KeyHints } from '../../ui/keys/KeyHints.tsx'
import { useTableHints } from '../../ui/keys/use-table-hints.ts'
import { Page } from '../../ui/page/Page.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { paths } from '../shell/paths.ts'
import { choice, ordinal, useUrlState } from '../shell/url-state.ts'
import { states } from '../states/states.ts'
import { useCampaignColumns } from './CampaignColumns.tsx'
import { NewCampaign } from './NewCampaign.tsx'
import { NoCampaign } from './NoCampaign.tsx'
import { useCampaignList, useMayRun, useProofs } from './use-campaigns.ts'

const view = { state: choice(['all', 'running', 'paused', 'draft', 'ended']), page: ordinal() }

/** Every campaign, what it is doing and what it has proven. */
export function Campaigns() {
  const text = useText()
  const navigate = useNavigate()
  const [state, change] = useUrlState(view)
  const [current, setCurrent] = useState<string>()
  const list = useCampaignList({ state: state.state === 'all' ? undefined : state.state, page: state.page })
  const rows = list.error ? undefined : list.data?.rows
  const proofs = useProofs((rows ?? []).filter((row) => row.startedAt !== null).map((row) => row.id))
  const columns = useCampaignColumns(proofs)
  const hints = useTableHints({})
  const mayRun = useMayRun()
  const isFirstTime = list.data !== undefined && !list.error && allOf(list.data) === 0
  const tabs = useTabs(list.data)
  return (
    <Page
      title={text('campaigns.title')}
      actions={mayRun && !isFirstTime && <NewCampaign />}
      {...(isFirstTime
        ? {}
        : { tabs, tab: state.state, onTab: (tab) => change({ state: asTab(tab), page: 1 }) })}
      footer={
        !isFirstTime && (
          <KeyHints hints={hints}>
            {list.data && (
              <Paging
                page={state.page}
                pageSize={list.data.pageSize}
                total={list.data.total}
                onPage={(page) => change({ page })}
              />
            )}
          </KeyHints>
        )
      }
    >
      {isFirstTime ? (
        <NoCampaign mayRun={mayRun} />
      ) : (
        <DataTable
          caption={text('campaigns.title')}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowName={(row) => row.name}
          current={current}
          onCurrent={setCurrent}
          onOpen={(row) => void navigate({ to: paths.campaign(row.id) })}
          empty={<EmptyState title={text('campaigns.emptyTab')}>{text('campaigns.emptyTabText')}</EmptyState>}
          problem={
            list.error && (
              <LoadFailure
                title={text('campaigns.failed')}
                error={list.error}
                onRetry={() => void list.refetch()}
              />
            )
          }
        />
      )}
    </Page>
  )
}

type Tab = 'all' | CampaignList['rows'][number]['state']

const tabsInOrder = ['all', 'running', 'paused', 'draft', 'ended'] as const satisfies readonly Tab[]

function asTab(value: string): Tab {
  return tabsInOrder.find((tab) => tab === value) ?? 'all'
}

function allOf(list: CampaignList): number {
  return list.states.reduce((sum, { count }) => sum + count, 0)
}

function useTabs(list: CampaignList | undefined) {
  const text = useText()
  return tabsInOrder.map((value) => ({
    value,
    label: value === 'all' ? text('campaigns.tabAll') : text(states.campaign[value].word),
    count:
      list &&
      (value === 'all' ? allOf(list) : (list.states.find(({ state }) => state === value)?.count ?? 0)),
  }))
}
