import type { FormErrors, UseFormReturnType } from '@mantine/form'
import type { PlannedService, SaveService } from '../../../../src/scheduling/contract/schedule-pages.ts'
import { scheduleKey, serviceFields } from '../../../../src/scheduling/contract/schedule-shapes.ts'
import { useText } from '../../messages/use-text.ts'

export interface ServiceValues {
  readonly name: string
  /** Empty: it follows from the name. */
  readonly key: string
  readonly minutes: number | ''
  readonly bookable: boolean
  /** In whole currency units, for example 150.50. */
  readonly value: number | ''
  readonly speciality: string
  readonly resourceIds: readonly string[]
}

export type ServiceForm = UseFormReturnType<ServiceValues>

/** Something new is given by everybody until somebody says otherwise. */
export function newService(resourceIds: readonly string[]): ServiceValues {
  return { name: '', key: '', minutes: 30, bookable: true, value: '', speciality: '', resourceIds }
}

/** Of the people and rooms in use only. */
export function serviceValuesOf(row: PlannedService, liveResources: readonly string[]): ServiceValues {
  const { name, key, minutes, isBookable, valueMinor, speciality, resourceIds } = row
  return {
    name,
    key,
    minutes,
    bookable: isBookable,
    value: valueMinor === null ? '' : valueMinor / 100,
    speciality: speciality ?? '',
    resourceIds: liveResources.filter((id) => resourceIds.includes(id)),
  }
}

export function serviceBody(
  values: ServiceValues,
  isNew: boolean,
): Pick<SaveService, 'service' | 'resourceIds'> {
  const { name, key, minutes, bookable, value, speciality, resourceIds } = values
  return {
    service: {
      name: name.trim(),
      minutes: Number(minutes),
      bookable,
      ...(isNew && key.trim() !== '' ? { key: key.trim() } : {}),
      ...(value === '' ? {} : { value }),
      ...(speciality.trim() === '' ? {} : { speciality: speciality.trim() }),
    },
    resourceIds: [...resourceIds],
  }
}

/** What the server would refuse, said at the field before it is asked. */
export function useServiceFaults(): (values: ServiceValues) => FormErrors {
  const text = useText()
  return ({ name, key, minutes }) => ({
    ...(serviceFields.name.safeParse(name).success ? {} : { name: text('services.faultName') }),
    ...(serviceFields.minutes.safeParse(minutes).success ? {} : { minutes: text('services.faultMinutes') }),
    ...(key.trim() === '' || scheduleKey.safeParse(key.trim()).success
      ? {}
      : { key: text('services.faultKey') }),
  })
}
