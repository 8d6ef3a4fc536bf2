import { type RawBuilder, sql } from 'kysely'
import type { VisitPlace } from '../../rules/criteria/criterion.ts'
import { allOf, askedFor, type CriteriaScope, type Specialists } from './criteria-scope.ts'

/**
 * `(patient_id, ended_at)` of the completed visits that satisfy every list of the place. A kept appointment stands for its
 * visit where none is on record, as it does in recall.standing.
 */
export function visitsAt(
  place: VisitPlace,
  scope: CriteriaScope,
  from: Temporal.Instant | null,
): RawBuilder<unknown> {
  const { db, asked } = scope
  const since = (end: RawBuilder<unknown>) => (from === null ? sql`` : sql`and ${end} >= ${from}`)
  return sql`
    select v.patient_id, v.ended_at
    from scheduling.visit v
    where v.clinic_id = ${db.clinicId} and v.status = 'finished' and v.ended_at <= ${asked.now} ${since(sql`v.ended_at`)}
      and ${visitIsAt(place, scope.specialists)} ${askedFor(scope, sql`v.patient_id`)}
    union all
    select a.patient_id, a.ends_at
    from scheduling.appointment a
      left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
      left join scheduling.visit v on v.clinic_id = ${db.clinicId} and v.appointment_id = a.id and v.status = 'finished'
        ${askedFor(scope, sql`v.patient_id`)}
    where a.clinic_id = ${db.clinicId} and a.state = 'fulfilled' and a.ends_at <= ${asked.now} ${since(sql`a.ends_at`)}
      and v.id is null and ${appointmentIsAt(place, scope)} ${askedFor(scope, sql`a.patient_id`)}`
}

function visitIsAt(place: VisitPlace, specialists: Specialists): RawBuilder<boolean> {
  const { services, specialities, providers, locations } = place
  const { servicesOf, providersOf } = members(specialities, specialists)
  return allOf([
    services === undefined ? null : sql`v.kind_code = any(${[...services]}::text[])`,
    specialities === undefined
      ? null
      : sql`(v.kind_code = any(${servicesOf}::text[]) or v.resource_id = any(${providersOf}::uuid[]))`,
    providers === undefined ? null : sql`v.resource_id = any(${[...providers]}::uuid[])`,
    locations === undefined ? null : sql`v.location_id = any(${[...locations]}::uuid[])`,
  ])
}

function appointmentIsAt(place: VisitPlace, scope: CriteriaScope): RawBuilder<boolean> {
  const { services, specialities, providers, locations } = place
  const { servicesOf, providersOf } = members(specialities, scope.specialists)
  return allOf([
    services === undefined ? null : sql`s.key = any(${[...services]}::text[])`,
    specialities === undefined
      ? null
      : sql`(s.key = any(${servicesOf}::text[]) or ${occupied(providersOf, scope)})`,
    providers === undefined ? null : occupied(providers, scope),
    locations === undefined ? null : sql`a.location_id = any(${[...locations]}::uuid[])`,
  ])
}

/** Who saw the patient at kept appointment `a`. */
function occupied(providers: readonly string[], scope: CriteriaScope): RawBuilder<unknown> {
  const { db, asked } = scope
  return sql`a.id in (
    select o.appointment_id
    from scheduling.occupancy o
      join scheduling.appointment k on k.clinic_id = ${db.clinicId} and k.id = o.appointment_id
    where o.clinic_id = ${db.clinicId} and o.resource_id = any(${[...providers]}::uuid[])
      and k.state = 'fulfilled' and k.ends_at <= ${asked.now} ${askedFor(scope, sql`k.patient_id`)})`
}

function members(specialities: readonly string[] | undefined, specialists: Specialists) {
  const named = (specialities ?? []).flatMap((speciality) => specialists.get(speciality) ?? [])
  return {
    servicesOf: named.flatMap(({ services }) => services),
    providersOf: named.flatMap(({ providers }) => providers),
  }
}
