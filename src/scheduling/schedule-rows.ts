import type { z } from 'zod'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { serviceFields } from './contract/schedule-shapes.ts'
import { type ClosureTime, closureMoments } from './rules/weekly-plan.ts'
import { closureId, serviceId } from './schedule-ids.ts'
import type { ClosureRow, ServiceRow } from './store/schedule.ts'

type Db = ModuleDb<'scheduling'>

const minorUnits = 100

/** A service as it is stored, from what was said of it. */
export function serviceRow(
  db: Db,
  service: z.infer<z.ZodObject<typeof serviceFields>> & { readonly key: string },
): ServiceRow {
  return {
    id: serviceId(db, service.key),
    key: service.key,
    name: service.name,
    minutes: service.minutes,
    is_bookable: service.bookable,
    value_minor: service.value === undefined ? null : Math.round(service.value * minorUnits),
    speciality: service.speciality ?? null,
  }
}

interface SaidClosure {
  readonly closure: ClosureTime & { readonly label?: string | undefined }
  /** IANA, of the clinic. */
  readonly zone: string
  /** Left out: the whole clinic. */
  readonly resourceIds: readonly string[] | undefined
}

/** A closure as it is stored: a row for each of those who are away, or one for everybody. */
export function closureRows(db: Db, { closure, zone, resourceIds }: SaidClosure): readonly ClosureRow[] {
  const { startsAt, endsAt } = closureMoments(closure, zone)
  return (resourceIds ?? [null]).map((id) => ({
    id: closureId(db, { resourceId: id, startsAt, endsAt }),
    resource_id: id,
    starts_at: startsAt,
    ends_at: endsAt,
    label: closure.label || null,
  }))
}
