import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { ownSchedule } from '../schedule-ids.ts'

type Db = ModuleDb<'scheduling'>

interface Put {
  readonly is_new: boolean
}

export interface Changes {
  readonly created: number
  readonly updated: number
  readonly ended: number
}

export interface ServiceRow {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly minutes: number
  readonly is_bookable: boolean
  readonly value_minor: number | null
  readonly speciality: string | null
}

/** Adds or changes services by their keys; one that had ended is back. */
export async function putServices(db: Db, services: readonly ServiceRow[]): Promise<readonly Put[]> {
  return db.sql<Put>(sql`
    insert into scheduling.service as s (clinic_id, id, key, name, minutes, is_bookable, value_minor, speciality, ended_at)
    select ${db.clinicId}::uuid, g.id, g.key, g.name, g.minutes, g.is_bookable, g.value_minor, g.speciality, null
    from json_to_recordset(${JSON.stringify(services)}::json)
      as g (id uuid, key text, name text, minutes integer, is_bookable boolean, value_minor integer, speciality text)
    on conflict (clinic_id, key) do update
      set name = excluded.name, minutes = excluded.minutes, is_bookable = excluded.is_bookable,
        value_minor = excluded.value_minor, speciality = excluded.speciality, ended_at = null
      where (s.name, s.minutes, s.is_bookable, s.value_minor, s.speciality, s.ended_at) is distinct from
        (excluded.name, excluded.minutes, excluded.is_bookable, excluded.value_minor, excluded.speciality, null)
    returning (xmax = 0) as is_new`)
}

/** A clinic's services become exactly these; others end and keep their bookings. */
export async function replaceServices(db: Db, services: readonly ServiceRow[]): Promise<Changes> {
  const rows = await putServices(db, services)
  const ended = await db.run(sql`
    update scheduling.service set ended_at = ${db.now}
    where clinic_id = ${db.clinicId} and ended_at is null and key <> all(${services.map(({ key }) => key)}::text[])`)
  return changesOf(rows, ended)
}

/** A resource of a schedule file, and the id it has here. */
export interface ResolvedResource {
  readonly id: string
  readonly key: string
  readonly kind: 'practitioner' | 'chair' | 'room'
  readonly name: string
  readonly zone: string | null
  readonly speciality: string | null
  /** It came with imported records: only its hours and services are ours to set. */
  readonly isImported: boolean
  readonly serviceKeys: readonly string[]
}

export type ResourceRow = Pick<ResolvedResource, 'id' | 'key' | 'kind' | 'name' | 'zone' | 'speciality'>

/** Adds or changes resources that were not imported; one that had ended is back. */
export async function putResources(db: Db, resources: readonly ResourceRow[]): Promise<readonly Put[]> {
  return db.sql<Put>(sql`
    insert into scheduling.resource as r (clinic_id, id, kind, name, source, external_id, zone, speciality, ended_at)
    select ${db.clinicId}::uuid, g.id, g.kind, g.name, ${ownSchedule}, g.key, g.zone, g.speciality, null
    from json_to_recordset(${JSON.stringify(resources)}::json) 
      as g (id uuid, key text, kind text, name text, zone text, speciality text)
    on conflict (clinic_id, source, external_id) do update
      set kind = excluded.kind, name = excluded.name, zone = excluded.zone, speciality = excluded.speciality, ended_at = null
      where (r.kind, r.name, r.zone, r.speciality, r.ended_at) is distinct from
        (excluded.kind, excluded.name, excluded.zone, excluded.speciality, null)
    returning (xmax = 0) as is_new`)
}

/** The clinic's own resources become exactly these; imported ones keep what their records say and get services only. */
export async function writeResources(db: Db, resources: readonly ResolvedResource[]): Promise<Changes> {
  const own = resources.filter(({ isImported }) => !isImported)
  const rows = await putResources(db, own)
  const ended = await db.run(sql`
    update scheduling.resource set ended_at = ${db.now}
    where clinic_id = ${db.clinicId} and source = ${ownSchedule} and ended_at is null
      and external_id <> all(${own.map(({ key }) => key)}::text[])`)
  await giveSpecialities(db, resources)
  await giveServices(db, resources)
  return changesOf(rows, ended)
}

/** An imported resource has the speciality that the file gives it, else the one of its records. */
async function giveSpecialities(db: Db, resources: readonly ResolvedResource[]): Promise<void> {
  const given = resources.filter(({ isImported, speciality }) => isImported && speciality !== null)
  await db.run(sql`
    update scheduling.resource r set speciality = g.speciality
    from json_to_recordset(${JSON.stringify(given)}::json) as g (id uuid, speciality text)
    where r.clinic_id = ${db.clinicId} and r.id = g.id and r.speciality is distinct from g.speciality`)
}

/** Which resource gives which service becomes exactly this. */
async function giveServices(db: Db, resources: readonly ResolvedResource[]): Promise<void> {
  const given = resources.flatMap(({ id, serviceKeys }) => serviceKeys.map((key) => ({ resource: id, key })))
  const pairs = sql`(
    select g.resource, s.id as service
    from json_to_recordset(${JSON.stringify(given)}::json) as g (resource uuid, key text)
    join scheduling.service s on s.clinic_id = ${db.clinicId} and s.key = g.key) as pair`
  await db.run(sql`
    delete from scheduling.resource_service rs
    where rs.clinic_id = ${db.clinicId}
      and not exists (select from ${pairs} where pair.resource = rs.resource_id and pair.service = rs.service_id)`)
  await db.run(sql`
    insert into scheduling.resource_service (clinic_id, resource_id, service_id)
    select ${db.clinicId}::uuid, pair.resource, pair.service from ${pairs} on conflict do nothing`)
}

interface HoursRow {
  readonly resource_id: string
  readonly weekday: number
  readonly opens: string
  readonly closes: string
}

/** Weekly hours are a plan, not a history: what is no longer said is gone; `only` narrows to one resource. */
export async function replaceHours(
  db: Db,
  hours: readonly HoursRow[],
  only: string | null = null,
): Promise<Changes> {
  const wanted = sql`json_to_recordset(${JSON.stringify(hours)}::json)
    as g (resource_id uuid, weekday smallint, opens text, closes text)`
  const ended = await db.run(sql`
    delete from scheduling.weekly_hours h
    where h.clinic_id = ${db.clinicId} and (${only}::uuid is null or h.resource_id = ${only}::uuid) and not exists (
      select from ${wanted} where g.resource_id = h.resource_id and g.weekday = h.weekday and g.opens = h.opens
        and g.closes = h.closes)`)
  const created = await db.run(sql`
    insert into scheduling.weekly_hours (clinic_id, resource_id, weekday, opens, closes)
    select ${db.clinicId}::uuid, g.resource_id, g.weekday, g.opens, g.closes from ${wanted} on conflict do nothing`)
  return { created, updated: 0, ended }
}

export interface ClosureRow {
  readonly id: string
  readonly resource_id: string | null
  readonly starts_at: Temporal.Instant
  readonly ends_at: Temporal.Instant
  readonly label: string | null
}

/** Closures to come become exactly these; those that are over stay as they were. */
export async function replaceClosures(db: Db, closures: readonly ClosureRow[]): Promise<Changes> {
  const ended = await db.run(sql`
    delete from scheduling.closure
    where clinic_id = ${db.clinicId} and ends_at > ${db.now} and id <> all(${closures.map(({ id }) => id)}::uuid[])`)
  return changesOf(await putClosures(db, closures), ended)
}

/** Adds closures, or changes what they are called. */
export async function putClosures(db: Db, closures: readonly ClosureRow[]): Promise<readonly Put[]> {
  return db.sql<Put>(sql`
    insert into scheduling.closure as c (clinic_id, id, resource_id, starts_at, ends_at, label)
    select ${db.clinicId}::uuid, g.id, g.resource_id, g.starts_at, g.ends_at, g.label
    from json_to_recordset(${JSON.stringify(closures)}::json)
      as g (id uuid, resource_id uuid, starts_at timestamptz, ends_at timestamptz, label text)
    on conflict (clinic_id, id) do update set label = excluded.label where c.label is distinct from excluded.label
    returning (xmax = 0) as is_new`)
}

function changesOf(rows: readonly Put[], ended: number): Changes {
  const created = rows.filter(({ is_new }) => is_new).length
  return { created, updated: rows.length - created, ended }
}
