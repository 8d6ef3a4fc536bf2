import { useParams } from '@tanstack/react-router'
import { useText } from '../../messages/use-text.ts'
import { PersonEditor } from './PersonEditor.tsx'
import { WithSchedule } from './WithSchedule.tsx'

/** A person, a chair or a room of the clinic's own. */
export function NewPerson() {
  const text = useText()
  return (
    <WithSchedule title={text('services.newPerson')} tab="people">
      {(schedule, { reload }) => <PersonEditor row={null} schedule={schedule} onReload={reload} />}
    </WithSchedule>
  )
}

/** Who somebody is, what they give, and when. */
export function EditPerson() {
  const text = useText()
  const { id } = useParams({ strict: false })
  return (
    <WithSchedule title={text('services.tabPeople')} tab="people">
      {(schedule, { round, reload }) => {
        const row = schedule.resources.find((one) => one.id === id && one.endedAt === null)
        return (
          row && <PersonEditor key={`${row.id} ${round}`} row={row} schedule={schedule} onReload={reload} />
        )
      }}
    </WithSchedule>
  )
}
