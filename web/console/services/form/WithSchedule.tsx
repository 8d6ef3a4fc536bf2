import { Skeleton } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Schedule } from '../../../../src/scheduling/contract/schedule-pages.ts'
import { Page } from '../../../ui/page/Page.tsx'
import { EmptyState } from '../../../ui/states/EmptyState.tsx'
import { useText } from '../../messages/use-text.ts'
import { LoadFailure } from '../../shell/LoadFailure.tsx'
import type { ScheduleTab } from '../services-view.ts'
import { useSchedule } from '../use-schedule.ts'
import { ScheduleCrumb } from './ScheduleCrumb.tsx'
import classes from './schedule-form.module.css'

export interface Reload {
  /** How often what is there now was taken instead of what was written; a key of the editor. */
  readonly round: number
  readonly reload: () => void
}

interface WithScheduleProps {
  readonly title: string
  readonly tab: ScheduleTab
  /** Null: what the address names is not in use. */
  readonly children: (schedule: Schedule, reload: Reload) => ReactNode
}

/** An editor of the schedule needs all of it, and somebody who may change it. */
export function WithSchedule({ title, tab, children }: WithScheduleProps) {
  const text = useText()
  const { data, error, refetch } = useSchedule()
  const [round, setRound] = useState(0)
  const editor =
    data?.mayChange &&
    children(data, { round, reload: () => void refetch().then(() => setRound((before) => before + 1)) })
  if (editor) return editor
  return (
    <Page title={title} crumb={<ScheduleCrumb tab={tab} />}>
      {data?.mayChange && <EmptyState title={text('services.noSuch')} />}
      {data?.mayChange === false && (
        <EmptyState title={text('services.mayNotTitle')}>{text('services.mayNot')}</EmptyState>
      )}
      {data === undefined && error && (
        <LoadFailure title={text('services.failed')} error={error} onRetry={() => void refetch()} />
      )}
      {data === undefined && !error && (
        <div className={classes['bones']} aria-hidden="true">
          {[200, 440, 160, 400].map((width) => (
            <Skeleton key={width} height={12} width={width} />
          ))}
        </div>
      )}
    </Page>
  )
}
