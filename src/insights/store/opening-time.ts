import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { type WeeklyHours, weeklySpans } from '../../scheduling/rules/open-times.ts'
import { clipSpans, mergeSpans, type Span, subtractSpans } from '../../scheduling/rules/span.ts'

type Db = ModuleDb<'insights'>

export interface ResourceDay {
  readonly id: string
  readonly name: string
  /** When it is open in the frame, closures taken out. */
  readonly open: readonly Span[]
  readonly booked: readonly BookedSpan[]
}

export interface BookedSpan extends Span {
  readonly isFromRecall: boolean
}

interface ResourceRow {
  readonly id: string
  readonly name: string
  readonly zone: string
  readonly hours: readonly (readonly [number, string, string])[] | null
  readonly closures: readonly (readonly [number, number])[] | null
  readonly slots: readonly (readonly [number, number, 'free' | 'busy'])[] | null
  readonly has_slots: boolean
  readonly booked: readonly (readonly [number, number, boolean])[] | null
}

/** Practitioners and chairs in a frame of time: when they are open and what is booked. Slots of a practice system outweigh weekly hours. */
export async function resourceDays(db: Db, frame: Span): Promise<readonly ResourceDay[]> {
  const from = Temporal.Instant.fromEpochMilliseconds(frame.from)
  const to = Temporal.Instant.fromEpochMilliseconds(frame.to)
  const inFrame = sql`starts_at < ${to} and ends_at > ${from}`
  const span = sql`(extract(epoch from starts_at) * 1000)::bigint, (extract(epoch from ends_at) * 1000)::bigint`
  const rows = await db.sql<ResourceRow>(sql`
    select r.id, r.name, coalesce(r.zone, k.zone) as zone,
      (select json_agg(json_build_array(h.weekday, h.opens, h.closes)) from scheduling.weekly_hours h
        where h.clinic_id = ${db.clinicId} and h.resource_id = r.id) as hours,
      (select json_agg(json_build_array(${span})) from scheduling.closure
        where clinic_id = ${db.clinicId} and (resource_id is null or resource_id = r.id) and ${inFrame}) as closures,
      (select json_agg(json_build_array(${span}, status)) from scheduling.slot
        where clinic_id = ${db.clinicId} and resource_id = r.id and ${inFrame}) as slots,
      exists (select 1 from scheduling.slot s where s.clinic_id = ${db.clinicId} and s.resource_id = r.id) as has_slots,
      (select json_agg(json_build_array((extract(epoch from o.starts_at) * 1000)::bigint, (extract(epoch from o.ends_at) * 1000)::bigint,
          coalesce(a.origin like 'campaign:%', false)) order by o.starts_at)
        from scheduling.occupancy o
        join scheduling.appointment a on a.clinic_id = o.clinic_id and a.id = o.appointment_id
        where o.clinic_id = ${db.clinicId} and o.resource_id = r.id and o.starts_at < ${to} and o.ends_at > ${from}
          and a.state in ('booked', 'fulfilled', 'no_show')) as booked
    from scheduling.resource r join clinic.clinic k on k.id = ${db.clinicId}
    where r.clinic_id = ${db.clinicId} and r.ended_at is null
    order by r.kind = 'practitioner' desc, r.name, r.id`)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    open: openingOf(row, frame),
    booked: (row.booked ?? []).map(([start, end, isFromRecall]) => ({ from: start, to: end, isFromRecall })),
  }))
}

function openingOf(row: ResourceRow, frame: Span): readonly Span[] {
  const weeklyHours = (row.hours ?? []).map(
    ([weekday, opens, closes]): WeeklyHours => ({ weekday, opens, closes }),
  )
  const told = (row.slots ?? []).map(([from, to]): Span => ({ from, to }))
  const open = row.has_slots
    ? mergeSpans(told)
    : mergeSpans(weeklySpans({ frame, zone: row.zone, weeklyHours }))
  return subtractSpans(
    clipSpans(open, frame),
    (row.closures ?? []).map(([from, to]) => ({ from, to })),
  )
}
