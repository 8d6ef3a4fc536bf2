import type { FormErrors } from '@mantine/form'
import { type AddClosure, addClosureBody } from '../../../src/scheduling/contract/schedule-pages.ts'
import { useText } from '../messages/use-text.ts'

export interface ClosureValues {
  /** Days as date fields write them; an empty last day is the first one. */
  readonly from: string
  readonly to: string
  readonly isPartial: boolean
  readonly fromTime: string
  readonly toTime: string
  /** Nobody: the whole clinic. */
  readonly resources: string[]
  readonly label: string
}

export const newClosure: ClosureValues = {
  from: '',
  to: '',
  isPartial: false,
  fromTime: '12:00',
  toTime: '16:00',
  resources: [],
  label: '',
}

export function closureOf(values: ClosureValues): AddClosure {
  const { from, isPartial, fromTime, toTime, resources, label } = values
  const to = values.to || from
  return {
    ...(isPartial ? { from: `${from}T${fromTime}`, to: `${to}T${toTime}` } : { from, to }),
    ...(resources.length === 0 ? {} : { resources }),
    ...(label.trim() === '' ? {} : { label: label.trim() }),
  }
}

/** By the rules of the schedule file, said at the field. */
export function useClosureFaults(): (values: ClosureValues) => FormErrors {
  const text = useText()
  return (values) => {
    if (values.from === '') return { from: text('services.faultFrom') }
    if (addClosureBody.safeParse(closureOf(values)).success) return {}
    return { [values.isPartial ? 'toTime' : 'to']: text('services.faultTo') }
  }
}
