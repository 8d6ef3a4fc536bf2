import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { derivedUuid } from '../../platform/ids/ids.ts'
import { type WeekPlan, weekPlanOf } from '../rules/weekly-plan.ts'

type Db = ModuleDb<'scheduling'>

export interface PlannedService {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly minutes: number
  readonly isBookable: boolean
  readonly valueMinor: number | null
  readonly speciality: string | null
  readonly endedAt: Temporal.Instant | null
  /** Who gives it, those who have ended too. */
  readonly resourceIds: readonly string[]
}

/** Services of the clinic by name, ended ones included; `only` narrows to one. */
export async function readServices(
  db: Db,
  only: string | null = null,
): Promise<readonly (PlannedService & Revised)[]> {
  const rows = await db.sql<PlannedService>(sql`
    select s.id, s.key, s.name, s.minutes, s.is_bookable as "isBookable", s.value_minor as "valueMinor", s.speciality,
      s.ended_at as "endedAt",
      array(select g.resource_id::text from scheduling.resource_service g
        where g.clinic_id = s.clinic_id and g.service_id = s.id order by 1) as "resourceIds"
    from scheduling.service s
    where s.clinic_id = ${db.clinicId} and (${only}::uuid is null or s.id = ${only}::uuid)
    order by s.name, s.id`)
  return rows.map(revised)
}

export interface PlannedResource {
  readonly id: string
  /** Its key in a schedule file, or its id in the records that it came with. */
  readonly key: string
  readonly source: string
  readonly kind: 'practitioner' | 'chair' | 'room'
  readonly name: string
  readonly zone: string | null
  readonly speciality: string | null
  readonly endedAt: Temporal.Instant | null
  readonly serviceIds: readonly string[]
  readonly hours: WeekPlan
  /** The practice system tells its free and busy time, so that weekly hours say nothing. */
  readonly hasSlots: boolean
}

type ResourceRow = Omit<PlannedResource, 'hours'> & {
  readonly hours: readonly (readonly [number, string, string])[] | null
}

/** People, chairs and rooms by name, ended ones included; `only` narrows to one. */
export async function readResources(
  db: Db,
  only: string | null = null,
): Promise<readonly (PlannedResource & Revised)[]> {
  const rows = await db.sql<ResourceRow>(sql`
    select r.id, r.external_id as key, r.source, r.kind, r.name, r.zone, r.speciality, r.ended_at as "endedAt",
      array(select g.service_id::text from scheduling.resource_service g
        where g.clinic_id = r.clinic_id and g.resource_id = r.id order by 1) as "serviceIds",
      (select json_agg(json_build_array(h.weekday, h.opens, h.closes) order by h.weekday, h.opens)
        from scheduling.weekly_hours h where h.clinic_id = r.clinic_id and h.resource_id = r.id) as hours,
      coalesce((select true from scheduling.slot s
        where s.clinic_id = r.clinic_id and s.resource_id = r.id limit 1), false) as "hasSlots"
    from scheduling.resource r
    where r.clinic_id = ${db.clinicId} and (${only}::uuid is null or r.id = ${only}::uuid)
    order by r.name, r.id`)
  return rows.map(({ hours, ...row }) =>
    revised({
      ...row,
      hours: weekPlanOf((hours ?? []).map(([weekday, opens, closes]) => ({ weekday, opens, closes }))),
    }),
  )
}

export interface PlannedClosure {
  readonly id: string
  /** Null: the whole clinic. */
  readonly resourceId: string | null
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly label: string | null
}

/** Closures that are not over, the next first; `only` narrows to one, over or not. */
export async function readClosures(db: Db, only: string | null = null): Promise<readonly PlannedClosure[]> {
  return db.sql<PlannedClosure>(sql`
    select id, resource_id as "resourceId", starts_at as "startsAt", ends_at as "endsAt", label
    from scheduling.closure
    where clinic_id = ${db.clinicId}
      and case when ${only}::uuid is null then ends_at > ${db.now} else id = ${only}::uuid end
    order by starts_at, ends_at, id`)
}

export interface Revised {
  /** Changes with whatever it says, whoever changed it: a person here, a schedule file, an import. */
  readonly revision: string
}

function revised<Row extends object>(row: Row): Row & Revised {
  return { ...row, revision: derivedUuid(JSON.stringify(row)) }
}

/** One at a time changes the schedule of a clinic: what somebody saw is still so when their change is written. */
export async function lockSchedule(db: Db): Promise<void> {
  await db.sql(sql`select pg_advisory_xact_lock(hashtextextended(${`scheduling.plan ${db.clinicId}`}, 0))`)
}
