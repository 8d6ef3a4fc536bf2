import { readClinic } from '../clinic/read-clinic.ts'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { weeklyHoursOf } from './rules/weekly-plan.ts'
import type { ScheduleFault, ScheduleFile } from './schedule-file.ts'
import { resourceId } from './schedule-ids.ts'
import { closureRows, serviceRow } from './schedule-rows.ts'
import { lockSchedule } from './store/plan.ts'
import {
  type Changes,
  type ResolvedResource,
  replaceClosures,
  replaceHours,
  replaceServices,
  writeResources,
} from './store/schedule.ts'

export interface ScheduleReport {
  readonly services: Changes
  readonly resources: Changes
  /** Weekly opening hours that were added or taken away. */
  readonly hours: Changes
  readonly closures: Changes
}

type Db = ModuleDb<'scheduling'>

/**
 * Makes the clinic's schedule what the file says: what is new is added, what changed is changed, what vanished ends
 * (its bookings stay). The same file twice changes nothing.
 */
export async function importSchedule(
  db: Db,
  {
    schedule,
    file,
    actor,
  }: { readonly schedule: ScheduleFile; readonly file: string; readonly actor: Actor },
): Promise<Result<ScheduleReport, readonly ScheduleFault[]>> {
  await lockSchedule(db)
  const clinic = await readClinic(db.as('clinic'))
  const resources = await resolveResources(db, schedule, file)
  if (!resources.ok) return resources
  const services = schedule.services.map((service) => serviceRow(db, service))
  const serviceChanges = await replaceServices(db, services)
  const resourceChanges = await writeResources(db, resources.value)
  const hours = await replaceHours(db, hoursOf(schedule, resources.value))
  const closures = await replaceClosures(
    db,
    closuresOf(schedule, { db, zone: clinic.zone, resources: resources.value }),
  )
  const report = { services: serviceChanges, resources: resourceChanges, hours, closures }
  if (Object.values(report).some((changes) => sum(changes) > 0)) {
    await recordAudit(db.as('clinic'), {
      actor,
      action: 'schedule.imported',
      subjectKind: 'clinic',
      subjectId: db.clinicId,
      detail: { file, ...report },
    })
  }
  return ok(report)
}

async function resolveResources(
  db: Db,
  schedule: ScheduleFile,
  file: string,
): Promise<Result<readonly ResolvedResource[], readonly ScheduleFault[]>> {
  const resolved: ResolvedResource[] = []
  const faults: ScheduleFault[] = []
  for (const [index, resource] of schedule.resources.entries()) {
    const wanted = resource.services === 'all' ? schedule.services.map(({ key }) => key) : resource.services
    const id =
      resource.record === undefined ? resourceId(db, resource.key) : await recordId(db, resource.record)
    if (id === null) {
      faults.push({
        file,
        line: 0,
        path: `resources.${index}.record`,
        reason: 'no imported resource has this id',
      })
      continue
    }
    resolved.push({
      id,
      key: resource.key,
      kind: resource.kind,
      name: resource.name,
      zone: resource.zone ?? null,
      speciality: resource.speciality ?? null,
      isImported: resource.record !== undefined,
      serviceKeys: wanted,
    })
  }
  return faults.length > 0 ? fail(faults) : ok(resolved)
}

async function recordId(
  db: Db,
  record: { readonly source: string; readonly id: string },
): Promise<string | null> {
  const row = await db.read
    .selectFrom('scheduling.resource')
    .select('id')
    .where('clinic_id', '=', db.clinicId)
    .where('source', '=', record.source)
    .where('external_id', '=', record.id)
    .executeTakeFirst()
  return row?.id ?? null
}

function hoursOf(schedule: ScheduleFile, resources: readonly ResolvedResource[]) {
  return schedule.resources.flatMap((resource, index) =>
    weeklyHoursOf(resource.hours).map((hours) => ({ resource_id: resources[index]?.id ?? '', ...hours })),
  )
}

function closuresOf(
  schedule: ScheduleFile,
  {
    db,
    zone,
    resources,
  }: { readonly db: Db; readonly zone: string; readonly resources: readonly ResolvedResource[] },
) {
  return schedule.closures.flatMap(({ resources: keys, ...closure }) =>
    closureRows(db, {
      closure,
      zone,
      resourceIds: keys?.flatMap((key) => resources.filter((one) => one.key === key).map(({ id }) => id)),
    }),
  )
}

function sum(changes: Changes): number {
  return changes.created + changes.updated + changes.ended
}
