import { useParams } from '@tanstack/react-router'
import { useText } from '../../messages/use-text.ts'
import { ServiceEditor } from './ServiceEditor.tsx'
import { WithSchedule } from './WithSchedule.tsx'

/** Something patients may come for from now on. */
export function NewService() {
  const text = useText()
  return (
    <WithSchedule title={text('services.newService')} tab="services">
      {(schedule, { reload }) => <ServiceEditor row={null} schedule={schedule} onReload={reload} />}
    </WithSchedule>
  )
}

/** What a service is called, how long it takes, who gives it. */
export function EditService() {
  const text = useText()
  const { id } = useParams({ strict: false })
  return (
    <WithSchedule title={text('services.service')} tab="services">
      {(schedule, { round, reload }) => {
        const row = schedule.services.find((one) => one.id === id && one.endedAt === null)
        return (
          row && <ServiceEditor key={`${row.id} ${round}`} row={row} schedule={schedule} onReload={reload} />
        )
      }}
    </WithSchedule>
  )
}
