import { sql } from 'kysely'
import { readClinic } from '../clinic/read-clinic.ts'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { AddClosure, RemovedClosure } from './contract/schedule-pages.ts'
import type { ScheduleRefusal } from './schedule-refusal.ts'
import { closureRows } from './schedule-rows.ts'
import { lockSchedule, readClosures, readResources } from './store/plan.ts'
import { type ClosureRow, putClosures } from './store/schedule.ts'

type Db = ModuleDb<'scheduling'>

/** Closes the clinic, or some of its people and rooms, for a time that is not over. Booked visits stay. */
export async function addClosure(
  db: Db,
  { closure, actor }: { readonly closure: AddClosure; readonly actor: Actor },
): Promise<Result<{ readonly id: string }, ScheduleRefusal>> {
  await lockSchedule(db)
  const { zone } = await readClinic(db.as('clinic'))
  const { resources: resourceIds, ...said } = closure
  const rows = closureRows(db, { closure: said, zone, resourceIds })
  const [first] = rows
  if (first === undefined || Temporal.Instant.compare(first.ends_at, db.now) <= 0)
    return fail({ kind: 'in_the_past' })
  const known = new Set((await readResources(db)).map(({ id }) => id))
  if (resourceIds?.some((id) => !known.has(id)) === true) return fail({ kind: 'not_found' })
  const put = await putClosures(db, rows)
  if (put.length > 0)
    await recordAudit(db.as('clinic'), {
      actor,
      action: 'closure.added',
      subjectKind: 'closure',
      subjectId: first.id,
      detail: { closures: rows.map(settingsOf) },
    })
  return ok({ id: first.id })
}

/** Opens again what was closed; a closure that is over stays as it was. Answers what puts it back. */
export async function removeClosure(
  db: Db,
  { id, actor }: { readonly id: string; readonly actor: Actor },
): Promise<Result<RemovedClosure, ScheduleRefusal>> {
  await lockSchedule(db)
  const { zone } = await readClinic(db.as('clinic'))
  const [row] = await readClosures(db, id)
  if (row === undefined || Temporal.Instant.compare(row.endsAt, db.now) <= 0)
    return fail({ kind: 'not_found' })
  await db.run(sql`delete from scheduling.closure where clinic_id = ${db.clinicId} and id = ${id}`)
  const { resourceId, startsAt, endsAt, label } = row
  await recordAudit(db.as('clinic'), {
    actor,
    action: 'closure.removed',
    subjectKind: 'closure',
    subjectId: id,
    detail: settingsOf({ id, resource_id: resourceId, starts_at: startsAt, ends_at: endsAt, label }),
  })
  const wallTime = (at: Temporal.Instant) =>
    at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
  return ok({
    closure: {
      from: wallTime(startsAt),
      to: wallTime(endsAt),
      ...(label === null ? {} : { label }),
      ...(resourceId === null ? {} : { resources: [resourceId] }),
    },
  })
}

function settingsOf({ resource_id, starts_at, ends_at, label }: ClosureRow) {
  return { resourceId: resource_id, from: starts_at.toString(), to: ends_at.toString(), label }
}
