import type { FormErrors } from '@mantine/form'
import { useRef, useState } from 'react'
import type {
  SaveResource,
  SaveService,
  VisitsAhead,
  VisitsAheadQuestion,
} from '../../../../src/scheduling/contract/schedule-pages.ts'
import { useKeptForm } from '../../forms/use-kept-form.ts'
import type { Part, PartRow } from '../use-schedule-changes.ts'
import { useSaving } from './use-saving.ts'
import { useWayBack } from './use-way-back.ts'

interface ScheduleEditorWish<Values> {
  readonly part: Part
  /** As it is now; null: a new one. */
  readonly row: PartRow | null
  /** What stands in the fields before anything is written. */
  readonly saved: () => Values
  readonly validate: (values: Values) => FormErrors
  readonly bodyOf: (values: Values) => SaveService | SaveResource
  /** What to ask before one that is in use is saved. */
  readonly questionOf: (values: Values, seen: PartRow) => VisitsAheadQuestion
  /** A refusal that belongs to a field; undefined: to none. */
  readonly faultOf?: (refusal: string) => FormErrors | undefined
}

/** Fields of a part of the schedule: kept while written, saved after the visits they concern were told, never over others. */
export function useScheduleEditor<Values extends object>(wish: ScheduleEditorWish<Values>) {
  const { part, row } = wish
  const fields = useRef<HTMLFormElement>(null)
  const [seen] = useState(row)
  const [saved] = useState(wish.saved)
  const [ahead, setAhead] = useState<VisitsAhead | null>(null)
  const { form, isChanged, forget } = useKeptForm({
    place: `schedule.${part}.${row?.id ?? ''}`,
    saved,
    validate: wish.validate,
  })
  const { leaving, goBack } = useWayBack(part === 'services' ? 'services' : 'people', isChanged)
  const leave = () => {
    leaving.allow()
    forget()
    goBack()
  }
  const saving = useSaving(part, {
    current: row,
    seen,
    fields,
    onSaved: leave,
    onRefused: (refusal) => {
      const faults = wish.faultOf?.(refusal)
      if (faults === undefined) return false
      form.setErrors(faults)
      saving.goToFault()
      return true
    },
  })
  const saveNow = () => {
    setAhead(null)
    saving.save({ ...wish.bodyOf(form.values), ...saving.known })
  }
  return {
    part,
    fields,
    form,
    seen,
    isChanged,
    forget,
    leaving,
    goBack,
    /** After it was retired: nothing is left to lose. */
    leave,
    isBusy: saving.isBusy,
    isBehind: saving.isBehind,
    ahead,
    closeAhead: () => setAhead(null),
    saveNow,
    save: form.onSubmit((values) => {
      if (seen === null) saveNow()
      else
        saving.askFirst(wish.questionOf(values, seen), (visits) =>
          visits.visits === 0 ? saveNow() : setAhead(visits),
        )
    }, saving.goToFault),
  }
}
