import { sql } from 'kysely'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { ownSchedule } from './schedule-ids.ts'
import { asSeen, type Known, type ScheduleRefusal } from './schedule-refusal.ts'
import { lockSchedule, readResources, readServices } from './store/plan.ts'

export interface EndOfPart {
  readonly part: 'service' | 'resource'
  readonly known: Known
  /** False: it is back, with what it gave and when. */
  readonly ends: boolean
  readonly actor: Actor
}

/** Takes a service or a resource out of use, or back into it. Its booked visits stay; no new time is offered with it. */
export async function endSchedulePart(
  db: ModuleDb<'scheduling'>,
  { part, known, ends, actor }: EndOfPart,
): Promise<Result<{ readonly id: string }, ScheduleRefusal>> {
  const { id } = known
  await lockSchedule(db)
  const isService = part === 'service'
  const [resource] = isService ? [] : await readResources(db, id)
  const [row] = isService ? await readServices(db, id) : [resource]
  const seen = asSeen(row, known)
  if (!seen.ok) return seen
  if (resource !== undefined && resource.source !== ownSchedule) return fail({ kind: 'of_records' })
  if ((seen.value.endedAt !== null) === ends) return ok({ id })
  const table = isService ? sql.table('scheduling.service') : sql.table('scheduling.resource')
  await db.run(sql`
    update ${table} set ended_at = ${ends ? db.now : null}::timestamptz where clinic_id = ${db.clinicId} and id = ${id}`)
  await recordAudit(db.as('clinic'), {
    actor,
    action: `${part}.${ends ? 'ended' : 'restored'}`,
    subjectKind: part,
    subjectId: id,
    detail: { name: seen.value.name },
  })
  return ok({ id })
}
