import { useRef, useState } from 'react'
import type { PlannedService, Schedule } from '../../../../src/scheduling/contract/schedule-pages.ts'
import { useKeptForm } from '../../forms/use-kept-form.ts'
import { useText } from '../../messages/use-text.ts'
import { EditorPage, useWayBack } from './EditorPage.tsx'
import { ServiceFields } from './ServiceFields.tsx'
import { newService, serviceBody, serviceValuesOf, useServiceFaults } from './service-values.ts'
import { useSaving } from './use-saving.ts'

interface ServiceEditorProps {
  /** Null: a new one. */
  readonly row: PlannedService | null
  readonly schedule: Schedule
  readonly onReload: () => void
}

/** The fields of a service. */
export function ServiceEditor({ row, schedule, onReload }: ServiceEditorProps) {
  const text = useText()
  const fields = useRef<HTMLFormElement>(null)
  const [seen] = useState(row)
  const [saved] = useState(() => {
    const live = schedule.resources.filter(({ endedAt }) => endedAt === null).map(({ id }) => id)
    return row === null ? newService(live) : serviceValuesOf(row, live)
  })
  const { form, isChanged, forget } = useKeptForm({
    place: `schedule-service.${row?.id ?? ''}`,
    saved,
    validate: useServiceFaults(),
  })
  const { leaving, goBack } = useWayBack('services', isChanged)
  const saving = useSaving('services', {
    current: row,
    seen,
    fields,
    onSaved: () => {
      leaving.allow()
      forget()
      goBack()
    },
    onRefused: (type) => {
      if (type !== 'key_taken') return false
      form.setFieldError('key', text('services.faultKeyTaken'))
      saving.goToFault()
      return true
    },
  })
  const save = form.onSubmit(
    (values) => saving.save({ ...serviceBody(values, seen === null), ...saving.known }),
    saving.goToFault,
  )
  return (
    <EditorPage
      title={row === null ? text('services.newService') : text('services.edit', { name: row.name })}
      tab="services"
      part="services"
      row={seen}
      mayRetire
      isChanged={isChanged}
      isBusy={saving.isBusy}
      isBehind={saving.isBehind}
      leaving={leaving}
      onForget={forget}
      onReload={onReload}
      onSave={() => save()}
      onLeave={goBack}
    >
      <ServiceFields ref={fields} form={form} row={row} schedule={schedule} onSubmit={save} />
    </EditorPage>
  )
}
