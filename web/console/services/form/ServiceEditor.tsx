import type { PlannedService, Schedule } from '../../../../src/scheduling/contract/schedule-pages.ts'
import { useText } from '../../messages/use-text.ts'
import { EditorPage } from './EditorPage.tsx'
import { ServiceFields } from './ServiceFields.tsx'
import { newService, serviceBody, serviceValuesOf, useServiceFaults } from './service-values.ts'
import { useScheduleEditor } from './use-schedule-editor.ts'

interface ServiceEditorProps {
  /** Null: a new one. */
  readonly row: PlannedService | null
  readonly schedule: Schedule
  readonly onReload: () => void
}

/** The fields of a service; visits with those who give it no more are told before they are saved. */
export function ServiceEditor({ row, schedule, onReload }: ServiceEditorProps) {
  const text = useText()
  const editor = useScheduleEditor({
    part: 'services',
    row,
    saved: () => {
      const live = schedule.resources.filter(({ endedAt }) => endedAt === null).map(({ id }) => id)
      return row === null ? newService(live) : serviceValuesOf(row, live)
    },
    validate: useServiceFaults(),
    bodyOf: (values) => serviceBody(values, row === null),
    questionOf: ({ resourceIds }, { id, revision }) => ({
      kind: 'givers',
      id,
      revision,
      resourceIds: [...resourceIds],
    }),
    faultOf: (refusal) => (refusal === 'key_taken' ? { key: text('services.faultKeyTaken') } : undefined),
  })
  return (
    <EditorPage
      newTitle={text('services.newService')}
      tab="services"
      editor={editor}
      onSave={() => editor.save()}
      mayRetire
      onReload={onReload}
    >
      <ServiceFields
        ref={editor.fields}
        form={editor.form}
        row={row}
        schedule={schedule}
        onSubmit={editor.save}
      />
    </EditorPage>
  )
}
