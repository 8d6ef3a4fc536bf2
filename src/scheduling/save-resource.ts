import { sql } from 'kysely'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { isZone } from '../platform/i18n/is-zone.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { SaveResource } from './contract/schedule-pages.ts'
import { keyFromName } from './rules/schedule-key.ts'
import { type WeekPlan, weeklyHoursOf, weekPlanOf } from './rules/weekly-plan.ts'
import { ownSchedule, resourceId } from './schedule-ids.ts'
import { asSeen, type ScheduleRefusal } from './schedule-refusal.ts'
import { giveExactly } from './store/given-services.ts'
import { lockSchedule, type PlannedResource, readResources } from './store/plan.ts'
import { putResources, replaceHours } from './store/schedule.ts'

type Db = ModuleDb<'scheduling'>
type Said = SaveResource['resource']

/** Saves a new person, chair or room, or one in use, with weekly hours and services; whoever saves second is told so. */
export async function saveResource(
  db: Db,
  { resource, serviceIds, known, actor }: SaveResource & { readonly actor: Actor },
): Promise<Result<{ readonly id: string }, ScheduleRefusal>> {
  if (resource.zone !== undefined && !isZone(resource.zone)) return fail({ kind: 'unknown_zone' })
  await lockSchedule(db)
  const resources = await readResources(db)
  const seen = known && asSeen(inUse(resources, known.id), known)
  if (seen && !seen.ok) return seen
  const before = seen?.value
  const refusal = before && refusalOf(before, resource)
  if (refusal) return fail(refusal)
  const taken = new Set(resources.filter(({ source }) => source === ownSchedule).map(({ key }) => key))
  const key = before?.key ?? keyFromName(resource.name, taken, resource.kind)
  const id = before?.id ?? resourceId(db, key)
  await writeWhoItIs(db, { ...resource, id, key, isImported: isOfRecords(before) })
  await replaceHours(db, hoursOf(id, resource.hours), id)
  await giveExactly(db, { resourceId: id, serviceIds })
  const [after] = await readResources(db, id)
  if (after !== undefined && after.revision !== before?.revision)
    await recordAudit(db.as('clinic'), {
      actor,
      action: 'resource.saved',
      subjectKind: 'resource',
      subjectId: id,
      detail: { before: before ? settingsOf(before) : null, after: settingsOf(after) },
    })
  return ok({ id })
}

function inUse(resources: Awaited<ReturnType<typeof readResources>>, id: string) {
  return resources.find((row) => row.id === id && row.endedAt === null)
}

function isOfRecords(before: PlannedResource | undefined): boolean {
  return before !== undefined && before.source !== ownSchedule
}

function refusalOf(before: PlannedResource, said: Said): ScheduleRefusal | undefined {
  const isOther =
    before.name !== said.name || before.kind !== said.kind || before.zone !== (said.zone ?? null)
  if (isOfRecords(before) && isOther) return { kind: 'of_records' }
  const isSameWeek = JSON.stringify(weekPlanOf(weeklyHoursOf(said.hours))) === JSON.stringify(before.hours)
  return before.hasSlots && !isSameWeek ? { kind: 'hours_of_practice' } : undefined
}

function hoursOf(id: string, plan: WeekPlan) {
  return weeklyHoursOf(plan).map((hours) => ({ resource_id: id, ...hours }))
}

async function writeWhoItIs(
  db: Db,
  row: Said & { readonly id: string; readonly key: string; readonly isImported: boolean },
): Promise<void> {
  const { id, key, kind, name } = row
  const speciality = row.speciality ?? null
  if (!row.isImported) {
    await putResources(db, [{ id, key, kind, name, zone: row.zone ?? null, speciality }])
    return
  }
  await db.run(sql`
    update scheduling.resource set speciality = ${speciality} where clinic_id = ${db.clinicId} and id = ${id}`)
}

function settingsOf({ key, kind, name, zone, speciality, hours, serviceIds }: PlannedResource) {
  return { key, kind, name, zone, speciality, hours, serviceIds }
}
