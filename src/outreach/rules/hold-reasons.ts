import type { GateReason } from './gate.ts'

/** Why the second gate holds a message that is queued; any other reason of a queued one is of a try that failed. */
export const holdReasons = [
  'stream_paused',
  'link_unreachable',
  'account_paused',
  'source_stale',
  'cap_reached',
  'legal_limit',
  'quiet_hours',
] as const satisfies readonly GateReason[]

export type HoldReason = (typeof holdReasons)[number]
