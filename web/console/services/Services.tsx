import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { KeyHints } from '../../ui/keys/KeyHints.tsx'
import { useTableHints } from '../../ui/keys/use-table-hints.ts'
import { Page } from '../../ui/page/Page.tsx'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { paths } from '../shell/paths.ts'
import { ClosureDialog } from './ClosureDialog.tsx'
import { ClosuresTable } from './ClosuresTable.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { ServicesTable } from './ServicesTable.tsx'
import { addLabels, type ScheduleTab, scheduleTabs, tabLabels, useScheduleView } from './services-view.ts'
import { useSchedule } from './use-schedule.ts'

const tables = { services: ServicesTable, people: PeopleTable, closures: ClosuresTable }

/** What does this clinic offer, who gives it, and when? */
export function Services() {
  const text = useText()
  const [{ tab }, change] = useScheduleView()
  const { data, error, refetch } = useSchedule()
  const hints = useTableHints({})
  const [isClosing, setIsClosing] = useState(false)
  const counts = data && {
    services: data.services.filter(({ endedAt }) => endedAt === null).length,
    people: data.resources.filter(({ endedAt }) => endedAt === null).length,
    closures: data.closures.length,
  }
  const add = useAdd(tab, () => setIsClosing(true))
  const Table = tables[tab]
  const mayAdd = data?.mayChange === true && !error
  return (
    <Page
      title={text('services.title')}
      note={data?.mayChange === false && text('services.mayNot')}
      actions={
        mayAdd && (
          <ActionButton label={text(addLabels[tab])} icon="plus" combo="KeyN" look="main" onRun={add} />
        )
      }
      tabs={scheduleTabs.map((value) => ({
        value,
        label: text(tabLabels[value]),
        count: counts?.[value] || undefined,
      }))}
      tab={tab}
      onTab={(value) => change({ tab: scheduleTabs.find((one) => one === value) ?? 'services' })}
      footer={<KeyHints hints={mayAdd && tab !== 'closures' ? hints : hints.slice(0, 1)} />}
    >
      <Table
        schedule={error ? undefined : data}
        add={mayAdd && <ActionButton label={text(addLabels[tab])} onRun={add} />}
        problem={
          error && (
            <LoadFailure title={text('services.failed')} error={error} onRetry={() => void refetch()} />
          )
        }
      />
      {isClosing && data && <ClosureDialog schedule={data} onClose={() => setIsClosing(false)} />}
    </Page>
  )
}

function useAdd(tab: ScheduleTab, close: () => void): () => void {
  const navigate = useNavigate()
  if (tab === 'closures') return close
  return () => void navigate({ to: tab === 'services' ? paths.newService : paths.newPerson })
}
