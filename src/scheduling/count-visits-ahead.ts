import { sql } from 'kysely'
import { readClinic } from '../clinic/read-clinic.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { ok, type Result } from '../platform/rules/result.ts'
import type { VisitsAheadQuestion } from './contract/schedule-pages.ts'
import { closureMoments, visitsLeftOut, weeklyHoursOf } from './rules/weekly-plan.ts'
import { asSeen, type ScheduleRefusal } from './schedule-refusal.ts'
import { readResources, readServices } from './store/plan.ts'

type Db = ModuleDb<'scheduling'>

export interface VisitsAhead {
  readonly visits: number
  readonly first: Temporal.Instant | null
}

/** Booked visits that a change of the schedule would leave where nobody is expected to be. It cancels none of them. */
export async function countVisitsAhead(
  db: Db,
  question: VisitsAheadQuestion,
): Promise<Result<VisitsAhead, ScheduleRefusal>> {
  switch (question.kind) {
    case 'hours':
      return leftOut(db, question)
    case 'givers':
      return withOthers(db, question)
    case 'end_service':
      return sumUp(await bookedVisits(db, sql`a.service_id = ${question.id}`))
    case 'end_resource':
      return sumUp(await bookedVisits(db, at([question.id])))
    case 'closure': {
      const { closure } = question
      const { zone } = await readClinic(db.as('clinic'))
      const { startsAt, endsAt } = closureMoments(closure, zone)
      const inside = sql`a.starts_at < ${endsAt} and a.ends_at > ${startsAt}`
      return sumUp(
        await bookedVisits(db, closure.resources ? sql`${inside} and ${at(closure.resources)}` : inside),
      )
    }
  }
}

interface BookedVisit {
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly serviceId: string | null
}

type Condition = ReturnType<typeof sql>

async function bookedVisits(db: Db, condition: Condition): Promise<readonly BookedVisit[]> {
  return db.sql<BookedVisit>(sql`
    select a.starts_at as "startsAt", a.ends_at as "endsAt", a.service_id as "serviceId"
    from scheduling.appointment a
    where a.clinic_id = ${db.clinicId} and a.state = 'booked' and a.starts_at > ${db.now} and ${condition}
    order by a.starts_at`)
}

function at(resourceIds: readonly string[]): Condition {
  return sql`a.id in (
    select o.appointment_id from scheduling.occupancy o
    where o.clinic_id = a.clinic_id and o.resource_id = any(${resourceIds}::uuid[]) and o.state <> 'released')`
}

/** Visits outside of the new hours, and those for what the resource gives no more. */
async function leftOut(
  db: Db,
  { id, revision, hours, serviceIds }: Extract<VisitsAheadQuestion, { readonly kind: 'hours' }>,
): Promise<Result<VisitsAhead, ScheduleRefusal>> {
  const [row] = await readResources(db, id)
  const seen = asSeen(row, { id, revision })
  if (!seen.ok) return seen
  const resource = seen.value
  const { zone } = await readClinic(db.as('clinic'))
  const visits = (await bookedVisits(db, at([id]))).map((visit) => ({
    ...visit,
    from: visit.startsAt.epochMilliseconds,
    to: visit.endsAt.epochMilliseconds,
  }))
  const isDropped = ({ serviceId }: BookedVisit) =>
    serviceId !== null && resource.serviceIds.includes(serviceId) && !serviceIds.includes(serviceId)
  const change = {
    before: weeklyHoursOf(resource.hours),
    after: weeklyHoursOf(hours),
    zone: resource.zone ?? zone,
  }
  // Where the practice system tells the times, weekly hours say nothing.
  const outside = new Set<BookedVisit>(resource.hasSlots ? [] : visitsLeftOut(visits, change))
  return sumUp(visits.filter((visit) => outside.has(visit) || isDropped(visit)))
}

/** Visits for a service with those who give it no more. */
async function withOthers(
  db: Db,
  { id, revision, resourceIds }: Extract<VisitsAheadQuestion, { readonly kind: 'givers' }>,
): Promise<Result<VisitsAhead, ScheduleRefusal>> {
  const [row] = await readServices(db, id)
  const seen = asSeen(row, { id, revision })
  if (!seen.ok) return seen
  const dropped = seen.value.resourceIds.filter((one) => !resourceIds.includes(one))
  return sumUp(await bookedVisits(db, sql`a.service_id = ${id} and ${at(dropped)}`))
}

function sumUp(visits: readonly BookedVisit[]): Result<VisitsAhead, never> {
  return ok({ visits: visits.length, first: visits[0]?.startsAt ?? null })
}
