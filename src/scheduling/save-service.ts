import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { SaveService } from './contract/schedule-pages.ts'
import { keyFromName } from './rules/schedule-key.ts'
import { asSeen, type ScheduleRefusal } from './schedule-refusal.ts'
import { serviceRow } from './schedule-rows.ts'
import { giversExactly } from './store/given-services.ts'
import { lockSchedule, type PlannedService, readServices } from './store/plan.ts'
import { putServices } from './store/schedule.ts'

type Db = ModuleDb<'scheduling'>

/** Saves a new service or one in use, and who gives it; whoever saves second is told so. */
export async function saveService(
  db: Db,
  { service, resourceIds, known, actor }: SaveService & { readonly actor: Actor },
): Promise<Result<{ readonly id: string }, ScheduleRefusal>> {
  await lockSchedule(db)
  const services = await readServices(db)
  const before = known && asSeen(inUse(services, known.id), known)
  if (before && !before.ok) return before
  const taken = new Set(services.map(({ key }) => key))
  if (!before && service.key !== undefined && taken.has(service.key)) return fail({ kind: 'key_taken' })
  const key = before?.value.key ?? service.key ?? keyFromName(service.name, taken, 'service')
  const row = serviceRow(db, { ...service, key })
  await putServices(db, [row])
  await giversExactly(db, { serviceId: row.id, resourceIds })
  const [after] = await readServices(db, row.id)
  if (after !== undefined && after.revision !== before?.value.revision)
    await recordAudit(db.as('clinic'), {
      actor,
      action: 'service.saved',
      subjectKind: 'service',
      subjectId: row.id,
      detail: { before: before ? settingsOf(before.value) : null, after: settingsOf(after) },
    })
  return ok({ id: row.id })
}

function inUse<Row extends { readonly id: string; readonly endedAt: Temporal.Instant | null }>(
  rows: readonly Row[],
  id: string,
): Row | undefined {
  return rows.find((row) => row.id === id && row.endedAt === null)
}

function settingsOf({ key, name, minutes, isBookable, valueMinor, speciality, resourceIds }: PlannedService) {
  return { key, name, minutes, isBookable, valueMinor, speciality, resourceIds }
}
