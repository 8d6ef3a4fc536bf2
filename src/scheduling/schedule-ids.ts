import type { ModuleDb } from '../platform/db/module-db.ts'
import { derivedUuid } from '../platform/ids/ids.ts'

type Db = ModuleDb<'scheduling'>

// A schedule file and the console write the same rows: what either names gets the same id.

/** The source of services and resources that were not imported from a practice system. */
export const ownSchedule = 'schedule'

export function serviceId(db: Db, key: string): string {
  return derivedUuid(db.clinicId, 'service', key)
}

export function resourceId(db: Db, key: string): string {
  return derivedUuid(db.clinicId, ownSchedule, 'resource', key)
}

export interface ClosureSpan {
  /** Null: the whole clinic. */
  readonly resourceId: string | null
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
}

/** The same closure twice is one. */
export function closureId(db: Db, closure: ClosureSpan): string {
  const { startsAt, endsAt } = closure
  return derivedUuid(db.clinicId, 'closure', closure.resourceId ?? '', startsAt.toString(), endsAt.toString())
}
