import type { FormErrors, UseFormReturnType } from '@mantine/form'
import type { PlannedResource, SaveResource } from '../../../../src/scheduling/contract/schedule-pages.ts'
import { scheduleName } from '../../../../src/scheduling/contract/schedule-shapes.ts'
import { useText } from '../../messages/use-text.ts'
import { type WeekValues, weekFaults, weekOf, weekValuesOf } from './week-values.ts'

export interface PersonValues {
  readonly name: string
  readonly kind: PlannedResource['kind']
  /** Null: the clinic's. */
  readonly zone: string | null
  readonly speciality: string
  readonly serviceIds: readonly string[]
  readonly hours: WeekValues
}

export type PersonForm = UseFormReturnType<PersonValues>

/** Somebody new gives everything until somebody says otherwise. */
export function newPerson(serviceIds: readonly string[]): PersonValues {
  return { name: '', kind: 'practitioner', zone: null, speciality: '', serviceIds, hours: weekValuesOf({}) }
}

/** Of the services in use only: what has ended is chosen no more. */
export function personValuesOf(row: PlannedResource, liveServices: readonly string[]): PersonValues {
  const { name, kind, zone, speciality, serviceIds, hours } = row
  return {
    name,
    kind,
    zone,
    speciality: speciality ?? '',
    serviceIds: liveServices.filter((id) => serviceIds.includes(id)),
    hours: weekValuesOf(hours),
  }
}

export function personBody(values: PersonValues): Pick<SaveResource, 'resource' | 'serviceIds'> {
  const { name, kind, zone, speciality, serviceIds, hours } = values
  return {
    resource: {
      name: name.trim(),
      kind,
      hours: weekOf(hours),
      ...(zone === null ? {} : { zone }),
      ...(speciality.trim() === '' ? {} : { speciality: speciality.trim() }),
    },
    serviceIds: [...serviceIds],
  }
}

/** What the server would refuse, said at the field before it is asked. */
export function usePersonFaults(): (values: PersonValues) => FormErrors {
  const text = useText()
  return ({ name, hours }) => ({
    ...(scheduleName.safeParse(name).success ? {} : { name: text('services.faultName') }),
    ...Object.fromEntries(
      Object.entries(weekFaults(hours)).map(([field, fault]) => [
        field,
        text(fault === 'hours' ? 'services.faultHours' : 'services.faultOverlap'),
      ]),
    ),
  })
}
