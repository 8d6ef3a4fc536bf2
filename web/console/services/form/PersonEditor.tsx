import type { PlannedResource, Schedule } from '../../../../src/scheduling/contract/schedule-pages.ts'
import { useText } from '../../messages/use-text.ts'
import { EditorPage } from './EditorPage.tsx'
import { PersonFields } from './PersonFields.tsx'
import { newPerson, personBody, personValuesOf, usePersonFaults } from './person-values.ts'
import { useScheduleEditor } from './use-schedule-editor.ts'

interface PersonEditorProps {
  /** Null: a new one. */
  readonly row: PlannedResource | null
  readonly schedule: Schedule
  readonly onReload: () => void
}

/** The fields of a person, chair or room; visits that new hours would leave outside are told before they are saved. */
export function PersonEditor({ row, schedule, onReload }: PersonEditorProps) {
  const text = useText()
  const editor = useScheduleEditor({
    part: 'resources',
    row,
    saved: () => {
      const live = schedule.services.filter(({ endedAt }) => endedAt === null).map(({ id }) => id)
      return row === null ? newPerson(live) : personValuesOf(row, live)
    },
    validate: usePersonFaults(),
    bodyOf: personBody,
    questionOf: (values, { id, revision }) => {
      const { resource, serviceIds } = personBody(values)
      return { kind: 'hours', id, revision, hours: resource.hours, serviceIds }
    },
  })
  return (
    <EditorPage
      newTitle={text('services.newPerson')}
      tab="people"
      editor={editor}
      onSave={() => editor.save()}
      mayRetire={row?.isImported === false}
      onReload={onReload}
    >
      <PersonFields
        ref={editor.fields}
        form={editor.form}
        row={row}
        schedule={schedule}
        onSubmit={editor.save}
      />
    </EditorPage>
  )
}
