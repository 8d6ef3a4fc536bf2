import { KeyHints } from '../../ui/keys/KeyHints.tsx'
import { useTableHints } from '../../ui/keys/use-table-hints.ts'
import { Page } from '../../ui/page/Page.tsx'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { ClosuresTable } from './ClosuresTable.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { ServicesTable } from './ServicesTable.tsx'
import { scheduleTabs, tabLabels, useScheduleView } from './services-view.ts'
import { useSchedule } from './use-schedule.ts'

const tables = { services: ServicesTable, people: PeopleTable, closures: ClosuresTable }

/** What does this clinic offer, who gives it, and when? */
export function Services() {
  const text = useText()
  const [{ tab }, change] = useScheduleView()
  const { data, error, refetch } = useSchedule()
  const hints = useTableHints({})
  const counts = data && {
    services: data.services.filter(({ endedAt }) => endedAt === null).length,
    people: data.resources.filter(({ endedAt }) => endedAt === null).length,
    closures: data.closures.length,
  }
  const Table = tables[tab]
  return (
    <Page
      title={text('services.title')}
      tabs={scheduleTabs.map((value) => ({
        value,
        label: text(tabLabels[value]),
        count: counts?.[value] || undefined,
      }))}
      tab={tab}
      onTab={(value) => change({ tab: scheduleTabs.find((one) => one === value) ?? 'services' })}
      footer={<KeyHints hints={hints} />}
    >
      <Table
        schedule={error ? undefined : data}
        problem={
          error && (
            <LoadFailure title={text('services.failed')} error={error} onRetry={() => void refetch()} />
          )
        }
      />
    </Page>
  )
}
