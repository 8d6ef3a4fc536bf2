import { useNavigate } from '@tanstack/react-router'
import { useLeaving } from '../../forms/use-leaving.ts'
import { paths } from '../../shell/paths.ts'
import type { ScheduleTab } from '../services-view.ts'

/** Back to the list, and the question before what was written is lost. */
export function useWayBack(tab: ScheduleTab, isChanged: boolean) {
  const navigate = useNavigate()
  const leaving = useLeaving(isChanged)
  return { leaving, goBack: () => void navigate({ to: paths.services, search: { tab } as never }) }
}
