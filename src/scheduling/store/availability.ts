import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { OpenTimesQuestion, PracticeSlot, WeeklyHours } from '../rules/open-times.ts'
import type { Span } from '../rules/span.ts'

export interface ResourceAvailability {
  readonly resourceId: string
  readonly name: string
  readonly zone: string
  readonly weeklyHours: readonly WeeklyHours[]
  readonly closures: readonly Span[]
  readonly busy: readonly Span[]
  readonly slots: readonly PracticeSlot[] | null
  /** A hold whose time is up still stands in the frame: booking has to clear it first. */
  readonly hasStaleHold: boolean
}

export interface AvailabilityQuestion {
  /** Null: any resource that is open at all. */
  readonly serviceId: string | null
  /** Null: every resource that fits. */
  readonly resourceIds: readonly string[] | null
  readonly frame: Span
  /** This patient's own holds do not stand in their way. */
  readonly patientId: string | null
}

type Pair = readonly [number, number]

interface AvailabilityRow {
  readonly id: string
  readonly name: string
  readonly zone: string
  readonly hours: readonly (readonly [number, string, string])[] | null
  readonly closures: readonly Pair[] | null
  readonly busy: readonly Pair[] | null
  readonly stale: boolean
  readonly has_slots: boolean
  readonly slots: readonly (readonly [number, number, 'free' | 'busy'])[] | null
}

const span = ([from, to]: Pair): Span => ({ from, to })

/** Everything that decides when resources are open in a frame, in one question. */
export async function readAvailability(
  db: ModuleDb<'scheduling'>,
  question: AvailabilityQuestion,
): Promise<readonly ResourceAvailability[]> {
  const rows = await db.sql<AvailabilityRow>(availabilityQuery(db, question))
  return rows.map((row) => ({
    resourceId: row.id,
    name: row.name,
    zone: row.zone,
    weeklyHours: (row.hours ?? []).map(([weekday, opens, closes]) => ({ weekday, opens, closes })),
    closures: (row.closures ?? []).map(span),
    busy: (row.busy ?? []).map(span),
    slots: row.has_slots ? (row.slots ?? []).map(([from, to, status]) => ({ from, to, status })) : null,
    hasStaleHold: row.stale,
  }))
}

/** The question that the pure rule answers about one resource. */
export function openTimesQuestion(
  availability: ResourceAvailability,
  frame: { readonly between: Span; readonly minutes: number },
): OpenTimesQuestion {
  return { ...frame, ...availability }
}

function availabilityQuery(db: ModuleDb<'scheduling'>, question: AvailabilityQuestion) {
  const from = Temporal.Instant.fromEpochMilliseconds(question.frame.from)
  const to = Temporal.Instant.fromEpochMilliseconds(question.frame.to)
  const pair = sql`json_build_array((extract(epoch from starts_at) * 1000)::bigint, (extract(epoch from ends_at) * 1000)::bigint)`
  const isStale = sql`o.state = 'held' and o.held_until <= ${db.now}`
  const isOwnHold = sql`o.state = 'held' and exists (
    select from scheduling.appointment a
    where a.clinic_id = o.clinic_id and a.id = o.appointment_id and a.patient_id = ${question.patientId}::uuid)`
  const inFrame = sql`starts_at < ${to} and ends_at > ${from}`
  const ofResource = sql`clinic_id = ${db.clinicId} and resource_id = r.id`
  const gives =
    question.serviceId === null
      ? sql`true`
      : sql`exists (select from scheduling.resource_service g where g.${ofResource} and g.service_id = ${question.serviceId}::uuid)`
  const chosen = question.resourceIds === null ? sql`true` : sql`r.id = any(${question.resourceIds}::uuid[])`
  return sql<AvailabilityRow>`
    select r.id, r.name, coalesce(r.zone, c.zone) as zone,
      (select json_agg(json_build_array(h.weekday, h.opens, h.closes))
         from scheduling.weekly_hours h where h.${ofResource}) as hours,
      (select json_agg(${pair}) from scheduling.closure
         where clinic_id = ${db.clinicId} and (resource_id is null or resource_id = r.id) and ${inFrame}) as closures,
      (select json_agg(${pair}) from scheduling.occupancy o
         where o.${ofResource} and o.state <> 'released' and ${inFrame}
           and not (${isStale}) and not (${isOwnHold})) as busy,
      exists (select from scheduling.occupancy o
         where o.${ofResource} and o.state <> 'released' and ${inFrame} and ${isStale}) as stale,
      exists (select from scheduling.slot s where s.${ofResource}) as has_slots,
      (select json_agg(json_build_array((extract(epoch from starts_at) * 1000)::bigint,
           (extract(epoch from ends_at) * 1000)::bigint, status) order by starts_at)
         from scheduling.slot s where s.${ofResource} and ${inFrame}) as slots
    from scheduling.resource r
    join clinic.clinic c on c.id = ${db.clinicId}
    where r.clinic_id = ${db.clinicId} and r.ended_at is null and ${gives} and ${chosen}
    order by r.id`
}
