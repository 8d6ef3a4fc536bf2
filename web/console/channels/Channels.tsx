import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { Channels as Accounts, ChannelAccount } from '../../../src/outreach/contract/channels.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { DataTable } from '../../ui/data-table/DataTable.tsx'
import { KeyHints } from '../../ui/keys/KeyHints.tsx'
import { useTableHints } from '../../ui/keys/use-table-hints.ts'
import { Page } from '../../ui/page/Page.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { Notice } from '../../ui/states/Notice.tsx'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { paths } from '../shell/paths.ts'
import { useAccountColumns } from './AccountColumns.tsx'
import { AccountPanel } from './AccountPanel.tsx'
import { accountsOn, type ChannelTab, channelTabs, tabLabels, useChannelsView } from './channels-view.ts'
import { useChannels } from './use-channels.ts'

/** By what do messages go out, and does it run? */
export function Channels() {
  const text = useText()
  const [view, change] = useChannelsView()
  const list = useChannels()
  const columns = useAccountColumns(list.data?.currency ?? 'EUR', view.open !== undefined)
  const hints = useTableHints({ panel: true })
  const rows = list.data && accountsOn(list.data, view.tab)
  const open = (id: string | undefined): void => change({ open: id }, { replace: true })
  return (
    <Page
      title={text('channels.title')}
      actions={<NewAccount isMain={view.open === undefined} />}
      tabs={channelTabs.map((tab) => ({
        value: tab,
        label: text(tabLabels[tab]),
        count: (list.data && accountsOn(list.data, tab).length) || undefined,
      }))}
      tab={view.tab}
      onTab={(tab) => change({ tab: channelTabs.find((one) => one === tab) ?? 'inUse', open: undefined })}
      panel={
        view.open !== undefined &&
        list.data && <OpenPanel openId={view.open} list={list.data} rows={rows ?? []} onOpen={open} />
      }
      notice={list.data && linksHold(list.data) && <LinksNotice />}
      footer={<KeyHints hints={hints} />}
    >
      <DataTable<ChannelAccount>
        caption={text('channels.title')}
        columns={columns}
        rows={list.error ? undefined : rows}
        rowId={({ id }) => id}
        rowName={({ sender }) => sender}
        current={view.open}
        onCurrent={open}
        empty={<NoAccount tab={view.tab} onShowInUse={() => change({ tab: 'inUse' })} />}
        problem={
          list.error && (
            <LoadFailure
              title={text('channels.failed')}
              error={list.error}
              onRetry={() => void list.refetch()}
            />
          )
        }
      />
    </Page>
  )
}

/** The main button of the page, unless an open account has its own. */
function NewAccount({ isMain }: { readonly isMain: boolean }) {
  const text = useText()
  const navigate = useNavigate()
  return (
    <ActionButton
      label={text('channels.newAccount')}
      icon="plus"
      combo="KeyN"
      look={isMain ? 'main' : 'plain'}
      onRun={() => void navigate({ to: paths.newChannel })}
    />
  )
}

/** A trial account's messages stay inside, where their links open. */
function linksHold({ accounts, linksOpen }: Accounts): boolean {
  return (
    !linksOpen && accounts.some(({ provider, standing }) => provider !== 'loopback' && standing !== 'ended')
  )
}

function LinksNotice() {
  const text = useText()
  return (
    <Notice tone="attention" title={text('channels.linksClosed')}>
      {text('channels.linksClosedText')}
    </Notice>
  )
}

interface NoAccountProps {
  readonly tab: ChannelTab
  readonly onShowInUse: () => void
}

function NoAccount({ tab, onShowInUse }: NoAccountProps) {
  const text = useText()
  if (tab === 'inUse')
    return <EmptyState title={text('channels.none')}>{text('channels.noneText')}</EmptyState>
  return (
    <EmptyState
      title={text('channels.noneEnded')}
      actions={
        <Button variant="filled" onClick={onShowInUse}>
          {text('channels.showInUse')}
        </Button>
      }
    >
      {text('channels.noneEndedText')}
    </EmptyState>
  )
}

interface OpenPanelProps {
  readonly openId: string
  readonly list: Accounts
  readonly rows: readonly ChannelAccount[]
  readonly onOpen: (id: string | undefined) => void
}

function OpenPanel({ openId, list, rows, onOpen }: OpenPanelProps) {
  const index = rows.findIndex(({ id }) => id === openId)
  const before = rows[index - 1]
  const after = index >= 0 ? rows[index + 1] : undefined
  return (
    <AccountPanel
      account={list.accounts.find(({ id }) => id === openId)}
      currency={list.currency}
      onClose={() => onOpen(undefined)}
      onPrevious={before && (() => onOpen(before.id))}
      onNext={after && (() => onOpen(after.id))}
    />
  )
}
