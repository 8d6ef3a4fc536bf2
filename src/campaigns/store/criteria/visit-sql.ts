import { type RawBuilder, sql } from 'kysely'
import { assertNever } from '../../../platform/rules/assert-never.ts'
import { agoRange, type InstantRange, withinRange } from '../../rules/criteria/asked-at.ts'
import type { LeafCriterion } from '../../rules/criteria/criterion.ts'
import { nextDaysEnd } from '../../rules/criteria/visit-criteria.ts'
import { allOf, askedFor, type CriteriaScope, hasPlace, localDaySql, survivorOf } from './criteria-scope.ts'
import type { PatientSets } from './patient-sets.ts'
import { standing } from './standing.ts'
import { visitsAt } from './visits-at.ts'

type Leaf<Kind extends LeafCriterion['kind']> = Extract<LeafCriterion, { readonly kind: Kind }>

export type VisitLeaf = Leaf<
  | 'last_visit'
  | 'visited'
  | 'next_visit'
  | 'no_shows'
  | 'cancelled_not_rebooked'
  | 'only_emergency'
  | 'insurance_changed'
>

/** Criteria about visits: from the patient's standing where it says enough, else from a set of their own. */
export function visitSql(criterion: VisitLeaf, scope: CriteriaScope, sets: PatientSets): RawBuilder<unknown> {
  switch (criterion.kind) {
    case 'last_visit':
      return lastVisitSql(criterion, scope, sets)
    case 'visited':
      return visitedSql(criterion, scope, sets)
    case 'next_visit': {
      const ahead = bookedAhead(scope, sets)
      if (!criterion.has) return sql`${ahead}.patient_id is null`
      return criterion.withinDays === undefined
        ? sql`${ahead}.patient_id is not null`
        : sql`${ahead}.starts_at < ${nextDaysEnd(criterion.withinDays, scope.asked)}`
    }
    case 'no_shows':
      return noShowsSql(criterion, scope, sets)
    case 'cancelled_not_rebooked': {
      const ahead = bookedAhead(scope, sets)
      const missed = lastMissed(scope, sets)
      return sql`(${missed}.starts_at > ${standing.lastVisitAt} and ${ahead}.patient_id is null)`
    }
    case 'only_emergency':
      return standing.onlyEmergency
    case 'insurance_changed': {
      const ended = endedCoverage(scope, sets)
      return sql`${ended}.ended_on >= ${localDaySql(scope, standing.lastVisitAt)}`
    }
    default:
      return assertNever(criterion)
  }
}

function lastVisitSql(
  criterion: Leaf<'last_visit'>,
  scope: CriteriaScope,
  sets: PatientSets,
): RawBuilder<unknown> {
  const range = agoRange(criterion.ago, scope.asked)
  if (!hasPlace(criterion)) return inRange(standing.lastVisitAt, range)
  const last = sets.use(
    key(criterion),
    () => sql`
    select ${survivorOf(sql`v.patient_id`)} as patient_id
    from (${visitsAt(criterion, scope, null)}) v left join duplicate d on d.id = v.patient_id
    group by 1 having ${inRange(sql`max(v.ended_at)`, range)}`,
  )
  return sql`${last}.patient_id is not null`
}

function visitedSql(
  criterion: Leaf<'visited'>,
  scope: CriteriaScope,
  sets: PatientSets,
): RawBuilder<unknown> {
  const range = criterion.within === undefined ? null : withinRange(criterion.within, scope.asked)
  // Whoever came within a time came last within it.
  if (!hasPlace(criterion))
    return range === null ? sql`${standing.lastVisitAt} is not null` : inRange(standing.lastVisitAt, range)
  const seen = sets.use(
    key(criterion),
    () => sql`
    select distinct ${survivorOf(sql`v.patient_id`)} as patient_id
    from (${visitsAt(criterion, scope, range?.from ?? null)}) v left join duplicate d on d.id = v.patient_id`,
  )
  return sql`${seen}.patient_id is not null`
}

function noShowsSql(
  criterion: Leaf<'no_shows'>,
  scope: CriteriaScope,
  sets: PatientSets,
): RawBuilder<unknown> {
  const { atLeast, within } = criterion
  if (within === undefined) return sql`${standing.noShows} >= ${atLeast}`
  const range = withinRange(within, scope.asked)
  if (atLeast === 1) return inRange(standing.lastNoShowAt, range)
  const { db, asked } = scope
  const missed = sets.use(
    key(criterion),
    () => sql`
    select ${survivorOf(sql`a.patient_id`)} as patient_id
    from scheduling.appointment a left join duplicate d on d.id = a.patient_id
    where a.clinic_id = ${db.clinicId} and a.state = 'no_show' and a.starts_at <= ${asked.now}
      and ${inRange(sql`a.starts_at`, range)} ${askedFor(scope, sql`a.patient_id`)}
    group by 1 having count(*) >= ${atLeast}`,
  )
  return sql`${missed}.patient_id is not null`
}

/** `(patient_id, starts_at)` of the next appointment that stands: booked, or held and the hold not over. */
function bookedAhead(scope: CriteriaScope, sets: PatientSets): RawBuilder<unknown> {
  const { db, asked } = scope
  return sets.use(
    'booked ahead',
    () => sql`
    select ${survivorOf(sql`a.patient_id`)} as patient_id, min(a.starts_at) as starts_at
    from scheduling.appointment a left join duplicate d on d.id = a.patient_id
    where a.clinic_id = ${db.clinicId} and a.starts_at > ${asked.now} and a.state in ('held', 'booked')
      and (a.state = 'booked' or a.held_until > ${asked.now}) ${askedFor(scope, sql`a.patient_id`)}
    group by 1`,
  )
}

/** `(patient_id, starts_at)` of the last appointment that came to nothing. */
function lastMissed(scope: CriteriaScope, sets: PatientSets): RawBuilder<unknown> {
  const { db, asked } = scope
  return sets.use(
    'missed',
    () => sql`
    select ${survivorOf(sql`a.patient_id`)} as patient_id, max(a.starts_at) as starts_at
    from scheduling.appointment a left join duplicate d on d.id = a.patient_id
    where a.clinic_id = ${db.clinicId} and a.starts_at <= ${asked.now} and a.state in ('cancelled', 'no_show')
      ${askedFor(scope, sql`a.patient_id`)}
    group by 1`,
  )
}

/** `(patient_id, ended_on)` of the coverage that ended last. */
function endedCoverage(scope: CriteriaScope, sets: PatientSets): RawBuilder<unknown> {
  const { db, asked } = scope
  return sets.use(
    'ended coverage',
    () => sql`
    select ${survivorOf(sql`c.patient_id`)} as patient_id, max(c.ends_on) as ended_on
    from patients.coverage c left join duplicate d on d.id = c.patient_id
    where c.clinic_id = ${db.clinicId} and c.ends_on < ${asked.today}::date ${askedFor(scope, sql`c.patient_id`)}
    group by 1`,
  )
}

function inRange(instant: RawBuilder<unknown>, { from, before }: InstantRange): RawBuilder<unknown> {
  return allOf([
    from === null ? null : sql`${instant} >= ${from}`,
    before === null ? null : sql`${instant} < ${before}`,
  ])
}

/** Two criteria that say the same share a set. */
function key(criterion: LeafCriterion): string {
  return JSON.stringify(criterion)
}
