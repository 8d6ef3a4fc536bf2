import { Button, Skeleton } from '@mantine/core'
import { useState } from 'react'
import type { Timeline } from '../../../../src/insights/contract/timeline.ts'
import { EmptyState } from '../../../ui/states/EmptyState.tsx'
import type { MessageKey } from '../../messages/keys.ts'
import { useText } from '../../messages/use-text.ts'
import { LoadFailure } from '../../shell/LoadFailure.tsx'
import { TimelineRow } from './TimelineRow.tsx'
import classes from './timeline.module.css'
import { byDay, type TimelineDay, type TimelineView, timelineViews, useTimeline } from './use-timeline.ts'
import { type DecidedEntry, WhyDialog } from './WhyDialog.tsx'

interface PatientTimelineProps {
  readonly patientId: string
  readonly view: TimelineView
  readonly onView: (view: TimelineView) => void
}

const viewLabels: Readonly<Record<TimelineView, MessageKey>> = {
  all: 'patients.viewAll',
  messages: 'patients.viewMessages',
  visits: 'patients.viewVisits',
  decisions: 'patients.viewDecisions',
  changes: 'patients.viewChanges',
}

/** Everything that happened with a patient, newest first, by day. */
export function PatientTimeline({ patientId, view, onView }: PatientTimelineProps) {
  const text = useText()
  const timeline = useTimeline(patientId, view)
  const newest = timeline.data?.pages[0]
  return (
    <section className={classes['timeline']} aria-label={text('patients.timeline')}>
      <div className={classes['views']}>
        <h2 className="k-unseen">{text('patients.timeline')}</h2>
        {timelineViews.map((one) => (
          <button
            key={one}
            type="button"
            className={classes['view']}
            aria-pressed={one === view}
            onClick={() => onView(one)}
          >
            {text(viewLabels[one])}
          </button>
        ))}
        <span className={classes['total']} aria-live="polite">
          {newest && newest.total > 0 && text('patients.entries', { count: newest.total })}
        </span>
      </div>
      <TimelineBody timeline={timeline} view={view} onView={onView} />
    </section>
  )
}

interface TimelineBodyProps {
  readonly timeline: ReturnType<typeof useTimeline>
  readonly view: TimelineView
  readonly onView: (view: TimelineView) => void
}

function TimelineBody({ timeline, view, onView }: TimelineBodyProps) {
  const text = useText()
  if (timeline.isPending) return <Bones />
  if (timeline.data === undefined)
    return (
      <LoadFailure
        title={text('patients.timelineFailed')}
        error={timeline.error}
        onRetry={() => void timeline.refetch()}
      />
    )
  const { pages } = timeline.data
  if (pages[0]?.entries.length === 0) return <NothingYet view={view} onView={onView} />
  return (
    <Days
      pages={pages}
      older={timeline.hasNextPage ? () => void timeline.fetchNextPage() : null}
      isBusy={timeline.isFetchingNextPage}
    />
  )
}

function NothingYet({ view, onView }: Pick<TimelineBodyProps, 'view' | 'onView'>) {
  const text = useText()
  if (view === 'all')
    return (
      <EmptyState title={text('patients.timelineEmpty')}>{text('patients.timelineEmptyText')}</EmptyState>
    )
  return (
    <EmptyState
      title={text('patients.timelineNone', { view })}
      actions={<Button onClick={() => onView('all')}>{text('patients.timelineShowAll')}</Button>}
    />
  )
}

interface DaysProps {
  readonly pages: readonly Timeline[]
  readonly older: (() => void) | null
  readonly isBusy: boolean
}

function Days({ pages, older, isBusy }: DaysProps) {
  const text = useText()
  const [why, setWhy] = useState<DecidedEntry | null>(null)
  const since = pages[0]?.since
  return (
    <>
      {byDay(pages.flatMap((page) => page.entries)).map((day) => (
        <div key={day.key} className={classes['day']}>
          <h3 className={classes['dayTitle']}>
            <DayName day={day} />
          </h3>
          <ol>
            {day.entries.map((entry) => (
              <TimelineRow key={entry.id} entry={entry} onWhy={setWhy} />
            ))}
          </ol>
        </div>
      ))}
      <div className={classes['foot']}>
        {older && (
          <Button onClick={older} loading={isBusy}>
            {text('patients.older')}
          </Button>
        )}
        {since && <span>{text('patients.firstEntry', { date: since.text })}</span>}
      </div>
      <WhyDialog entry={why} onClose={() => setWhy(null)} />
    </>
  )
}

function DayName({ day }: { readonly day: TimelineDay }) {
  const text = useText()
  if (day.relative === null) return day.text
  return text(day.relative === 'today' ? 'patients.today' : 'patients.yesterday')
}

function Bones() {
  return (
    <div className={classes['bones']} aria-hidden="true">
      {[180, 320, 240, 280, 200].map((width) => (
        <Skeleton key={width} height={10} width={width} />
      ))}
    </div>
  )
}
