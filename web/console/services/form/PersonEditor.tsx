import { useRef, useState } from 'react'
import type {
  PlannedResource,
  Schedule,
  VisitsAhead,
} from '../../../../src/scheduling/contract/schedule-pages.ts'
import { ConfirmDialog } from '../../../ui/confirm/ConfirmDialog.tsx'
import { useKeptForm } from '../../forms/use-kept-form.ts'
import { useText } from '../../messages/use-text.ts'
import { VisitsAheadText } from '../VisitsAheadText.tsx'
import { EditorPage, useWayBack } from './EditorPage.tsx'
import { PersonFields } from './PersonFields.tsx'
import { newPerson, personBody, personValuesOf, usePersonFaults } from './person-values.ts'
import { useSaving } from './use-saving.ts'

interface PersonEditorProps {
  /** Null: a new one. */
  readonly row: PlannedResource | null
  readonly schedule: Schedule
  readonly onReload: () => void
}

/** The fields of a person, chair or room; visits that new hours would leave outside are told before they are saved. */
export function PersonEditor({ row, schedule, onReload }: PersonEditorProps) {
  const text = useText()
  const fields = useRef<HTMLFormElement>(null)
  const [seen] = useState(row)
  const [saved] = useState(() => {
    const live = schedule.services.filter(({ endedAt }) => endedAt === null).map(({ id }) => id)
    return row === null ? newPerson(live) : personValuesOf(row, live)
  })
  const { form, isChanged, forget } = useKeptForm({
    place: `schedule-resource.${row?.id ?? ''}`,
    saved,
    validate: usePersonFaults(),
  })
  const { leaving, goBack } = useWayBack('people', isChanged)
  const [ahead, setAhead] = useState<VisitsAhead | null>(null)
  const saving = useSaving('resources', {
    current: row,
    seen,
    fields,
    onSaved: () => {
      leaving.allow()
      forget()
      goBack()
    },
  })
  const body = () => ({ ...personBody(form.values), ...saving.known })
  const save = form.onSubmit(() => {
    const { resource, serviceIds } = body()
    if (seen === null) saving.save(body())
    else
      saving.askFirst(
        { kind: 'hours', id: seen.id, revision: seen.revision, hours: resource.hours, serviceIds },
        (visits) => (visits.visits === 0 ? saving.save(body()) : setAhead(visits)),
      )
  }, saving.goToFault)
  return (
    <EditorPage
      title={row === null ? text('services.newPerson') : text('services.edit', { name: row.name })}
      tab="people"
      part="resources"
      row={seen}
      mayRetire={row?.isImported === false}
      isChanged={isChanged}
      isBusy={saving.isBusy}
      isBehind={saving.isBehind}
      leaving={leaving}
      onForget={forget}
      onReload={onReload}
      onSave={() => save()}
      onLeave={goBack}
    >
      <PersonFields ref={fields} form={form} row={row} schedule={schedule} onSubmit={save} />
      <ConfirmDialog
        isOpen={ahead !== null}
        title={text('services.saveQuestion', { name: form.values.name })}
        confirm={text('services.saveAnyway')}
        tone="main"
        onConfirm={() => {
          setAhead(null)
          saving.save(body())
        }}
        onClose={() => setAhead(null)}
      >
        <VisitsAheadText ahead={ahead ?? undefined} />
      </ConfirmDialog>
    </EditorPage>
  )
}
