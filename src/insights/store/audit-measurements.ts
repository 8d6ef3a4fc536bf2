import { sql } from 'kysely'
import { json } from '../../platform/db/database.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { type AuditStep, type MeasuredAudit, measuredAuditSchema } from '../contract/audit.ts'

type Db = ModuleDb<'insights'>

/** A worker that says nothing for so long is dead; every step it begins is a word from it. */
const leaseMinutes = 30
/** After so many a measurement has failed: what broke it would break it again. */
const mostAttempts = 3

/** Puts a measurement in the queue; false: one waits already. */
export async function queueMeasurement(db: Db, by: string): Promise<boolean> {
  const rows = await db.run(sql`
    insert into insights.audit_measurement (clinic_id, id, state, requested_at, requested_by)
    values (${db.clinicId}, ${db.ids.uuid(db.now)}, 'waiting', ${db.now}, ${by})
    on conflict (clinic_id) where state = 'waiting' do nothing`)
  return rows > 0
}

/** One taken measurement; `leaseToken` is the right to say what became of it. */
export interface TakenMeasurement {
  readonly id: string
  readonly leaseToken: string
}

/**
 * Takes the measurement whose worker has died, else the one that waits; null: nothing to do, or one is under way. One that
 * was taken too often fails.
 */
export async function takeMeasurement(db: Db): Promise<TakenMeasurement | null> {
  await db.run(sql`
    update insights.audit_measurement
    set state = 'failed', finished_at = ${db.now}, lease_token = null, lease_until = null
    where clinic_id = ${db.clinicId} and state = 'running' and lease_until <= ${db.now} and attempts >= ${mostAttempts}`)
  const leaseToken = db.ids.uuid(db.now)
  const [taken] = await db.sql<TakenMeasurement>(sql`
    with next as (
      select m.id from insights.audit_measurement m
      where m.clinic_id = ${db.clinicId}
        and (m.state = 'running' and m.lease_until <= ${db.now} or m.state = 'waiting' and not exists (
          select from insights.audit_measurement r where r.clinic_id = m.clinic_id and r.state = 'running'))
      limit 1
      for update of m skip locked
    )
    update insights.audit_measurement m
    set state = 'running', attempts = m.attempts + 1, started_at = ${db.now}, step = null, lease_token = ${leaseToken}::uuid,
      lease_until = ${db.now.add({ minutes: leaseMinutes })}
    from next
    where m.clinic_id = ${db.clinicId} and m.id = next.id
    returning m.id, m.lease_token as "leaseToken"`)
  return taken ?? null
}

/** Says what a measurement is at; its lease begins anew. */
export async function noteStep(db: Db, taken: TakenMeasurement, step: AuditStep): Promise<void> {
  await db.run(sql`
    update insights.audit_measurement set step = ${step}, lease_until = ${db.now.add({ minutes: leaseMinutes })}
    where ${held(db, taken)}`)
}

export async function keepMeasurement(db: Db, taken: TakenMeasurement, found: MeasuredAudit): Promise<void> {
  await db.run(sql`
    update insights.audit_measurement
    set state = 'done', finished_at = ${db.now}, found = ${json(found)}, lease_token = null, lease_until = null
    where ${held(db, taken)}`)
}

export async function failMeasurement(db: Db, taken: TakenMeasurement): Promise<void> {
  await db.run(sql`
    update insights.audit_measurement
    set state = 'failed', finished_at = ${db.now}, lease_token = null, lease_until = null
    where ${held(db, taken)}`)
}

/** Puts it back, for a worker that has to stop; where another waits meanwhile, that one will do. */
export async function giveBackMeasurement(db: Db, taken: TakenMeasurement): Promise<void> {
  const [other] = await db.sql(sql`
    select from insights.audit_measurement where clinic_id = ${db.clinicId} and state = 'waiting'`)
  if (other !== undefined) return failMeasurement(db, taken)
  await db.run(sql`
    update insights.audit_measurement
    set state = 'waiting', attempts = attempts - 1, started_at = null, step = null, lease_token = null, lease_until = null
    where ${held(db, taken)}`)
}

function held(db: Db, { id, leaseToken }: TakenMeasurement) {
  return sql`clinic_id = ${db.clinicId} and id = ${id} and lease_token = ${leaseToken} and state = 'running'`
}

/** The newest measurement that ended well; one from before its shape changed counts as none. */
export async function newestMeasured(db: Db): Promise<MeasuredAudit | null> {
  const row = await db.read
    .selectFrom('insights.audit_measurement')
    .select('found')
    .where('clinic_id', '=', db.clinicId)
    .where('state', '=', 'done')
    .orderBy('requested_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return measuredAuditSchema.safeParse(row?.found).data ?? null
}

export interface Measurement {
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly step: AuditStep | null
  readonly requestedAt: Temporal.Instant
  readonly requestedBy: string
  readonly startedAt: Temporal.Instant | null
  readonly finishedAt: Temporal.Instant | null
}

/** The newest two measurements: what is under way or was last, and the one before. */
export async function newestMeasurements(db: Db): Promise<readonly Measurement[]> {
  return db.sql<Measurement>(sql`
    select m.state, m.step, m.requested_at as "requestedAt", m.requested_by as "requestedBy", m.started_at as "startedAt",
      m.finished_at as "finishedAt"
    from insights.audit_measurement m where m.clinic_id = ${db.clinicId}
    order by m.requested_at desc, m.id desc limit 2`)
}
