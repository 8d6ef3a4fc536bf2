import type { PlannedResource } from '../../../src/scheduling/contract/schedule-pages.ts'
import type { MessageKey } from '../messages/keys.ts'

export const kindWords = {
  practitioner: 'services.practitioner',
  chair: 'services.chair',
  room: 'services.room',
} as const satisfies Readonly<Record<PlannedResource['kind'], MessageKey>>
