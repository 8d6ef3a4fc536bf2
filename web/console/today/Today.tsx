import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Today as TodayFacts, WorkItem } from '../../../src/insights/contract/today.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { Paging } from '../../ui/data-table/Paging.tsx'
import { KeyHints } from '../../ui/keys/KeyHints.tsx'
import { useTableHints } from '../../ui/keys/use-table-hints.ts'
import { Page } from '../../ui/page/Page.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { Notice } from '../../ui/states/Notice.tsx'
import { get } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { paths } from '../shell/paths.ts'
import { optional, ordinal, useUrlState } from '../shell/url-state.ts'
import { StartLine } from '../start/StartLine.tsx'
import { ByItself } from './ByItself.tsx'
import { ChairsToday } from './ChairsToday.tsx'
import { CleanupDeadlines } from './CleanupDeadlines.tsx'
import { shortWhen } from './clock-words.ts'
import { NextPlanned } from './NextPlanned.tsx'
import { RecalledThisMonth } from './RecalledThisMonth.tsx'
import { isOpenVisit, type OpenVisit, SettleDialog } from './SettleDialog.tsx'
import { StandingMessages } from './StandingMessages.tsx'
import { TodaySkeleton } from './TodaySkeleton.tsx'
import classes from './today.module.css'
import { WelcomeBack } from './WelcomeBack.tsx'
import { WorkList } from './WorkList.tsx'

// What waits changes by the minute; the list keeps its place because the order is total.
const refreshMilliseconds = 60_000
const fields = { page: ordinal(), row: optional() }

/** What needs a person? Everything else ran by itself. */
export function Today() {
  const text = useText()
  const [view, change] = useUrlState(fields)
  const { open, dialog } = useOpenWork()
  const hints = useTableHints({})
  const query = useQuery({
    queryKey: ['today', view.page],
    queryFn: ({ signal }) => get<TodayFacts>('/api/today', { page: view.page }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMilliseconds,
  })
  const facts = query.error ? undefined : query.data
  const first = facts?.work.items[0]
  return (
    <Page
      title={text('today.title')}
      note={facts && text('today.now', { day: facts.longDay, time: shortWhen(facts.now, facts.now) })}
      actions={
        facts &&
        first && (
          <ActionButton
            label={text('today.workThrough', { count: facts.work.total })}
            look="main"
            combo="KeyW"
            onRun={() => open(first)}
          />
        )
      }
      footer={
        facts &&
        first && (
          <KeyHints hints={hints}>
            {facts.work.total > facts.work.pageSize ? (
              <Paging
                page={view.page}
                pageSize={facts.work.pageSize}
                total={facts.work.total}
                onPage={(page) => change({ page, row: undefined })}
              />
            ) : undefined}
          </KeyHints>
        )
      }
    >
      {query.error ? (
        <LoadFailure title={text('today.failed')} error={query.error} onRetry={() => void query.refetch()} />
      ) : facts ? (
        <Overview
          facts={facts}
          current={view.row}
          onCurrent={(row) => change({ row }, { replace: true })}
          onOpen={open}
        />
      ) : (
        <TodaySkeleton />
      )}
      {dialog}
    </Page>
  )
}

/** Where one thing is done: what the practice system left open in a dialog here, everything else on a page of its own. */
function useOpenWork(): { readonly open: (item: WorkItem) => void; readonly dialog: ReactNode } {
  const navigate = useNavigate()
  const { staff } = useSession()
  const [asked, setAsked] = useState<OpenVisit | null>(null)
  const open = (item: WorkItem): void => {
    const { target } = item
    if (isOpenVisit(item) && staff.role !== 'read_only') setAsked(item)
    else
      void navigate({
        to: target.page === 'thread' ? paths.thread(target.threadId) : paths.patient(target.patientId),
      })
  }
  return { open, dialog: <SettleDialog item={asked} onClose={() => setAsked(null)} /> }
}

interface OverviewProps {
  readonly facts: TodayFacts
  readonly current: string | undefined
  readonly onCurrent: (id: string) => void
  readonly onOpen: (item: WorkItem) => void
}

function Overview({ facts, current, onCurrent, onOpen }: OverviewProps) {
  const text = useText()
  if (isUntouched(facts)) {
    return facts.begun.hasPatients ? (
      <EmptyState
        title={text('today.recordsIn')}
        actions={
          <>
            <ToAudit look="filled" />
            <ToStart look="default" />
          </>
        }
      >
        {text('today.recordsInText')}
      </EmptyState>
    ) : (
      <EmptyState title={text('today.firstTitle')} actions={<ToStart look="filled" />}>
        {text('today.firstText')}
      </EmptyState>
    )
  }
  return (
    <div className={classes['columns']}>
      <div className={classes['main']}>
        <StandingMessages facts={facts} />
        <CleanupDeadlines cleanup={facts.cleanup} />
        <StartLine />
        {facts.begun.hasPatients && !facts.begun.recallsCare && (
          <Notice tone="info" title={text('today.recordsIn')} action={<ToAudit look="default" />}>
            {text('today.recordsInText')}
          </Notice>
        )}
        <WorkList facts={facts} current={current} onCurrent={onCurrent} onOpen={onOpen} />
        <ByItself facts={facts} />
        <NextPlanned facts={facts} />
      </div>
      <div className={classes['aside']}>
        <WelcomeBack welcome={facts.welcome} />
        <ChairsToday chairs={facts.chairs} nowMinutes={facts.nowMinutes} />
        <RecalledThisMonth recalled={facts.recalled} />
      </div>
    </div>
  )
}

function ToAudit({ look }: { readonly look: 'filled' | 'default' }) {
  const text = useText()
  return (
    <Button component={Link} to={paths.audit} variant={look}>
      {text('today.readAudit')}
    </Button>
  )
}

function ToStart({ look }: { readonly look: 'filled' | 'default' }) {
  const text = useText()
  return (
    <Button component={Link} to={paths.start} variant={look}>
      {text('today.beginStart')}
    </Button>
  )
}

// No records, no schedule, nothing sent and nothing planned: the clinic has only just been set up.
function isUntouched({ work, byItself, next, welcome, chairs, recalled }: TodayFacts): boolean {
  const counts = [work.total, byItself.planned, byItself.answers, next.length, welcome.length]
  return [...counts, chairs.rows.length, recalled.due].every((count) => count === 0)
}
