import { useQuery } from '@tanstack/react-query'
import type { Schedule } from '../../../src/scheduling/contract/schedule-pages.ts'
import { get } from '../api/client.ts'

export const scheduleKey = ['schedule']

/** Services, people and rooms with their hours, closures to come: some dozens of rows. */
export function useSchedule() {
  return useQuery({
    queryKey: scheduleKey,
    queryFn: ({ signal }) => get<Schedule>('/api/schedule', {}, signal),
  })
}
