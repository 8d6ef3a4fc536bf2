import type { PlannedService } from '../../../../src/scheduling/contract/schedule-pages.ts'
import { useRecallTypes } from '../../recall-types/use-recall-types.ts'

/** The codes that recall types which are on would take and of which the clinic has none. */
export function useWantedKeys(services: readonly PlannedService[]): readonly string[] {
  const types = useRecallTypes().data?.types ?? []
  const there = new Set(services.map(({ key }) => key))
  const without = types.filter(
    ({ state, serviceKeys }) => state !== 'off' && !serviceKeys.some((key) => there.has(key)),
  )
  return [...new Set(without.flatMap(({ serviceKeys }) => serviceKeys))].sort()
}
