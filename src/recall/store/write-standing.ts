import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { withHashPlans } from '../with-hash-plans.ts'
import { askedFor, type CycleScope, duplicateTable, survivorOf } from './cycle-scope.ts'

/**
 * Brings recall.standing of the scope in line with the visits on record; answers how many rows changed. One at a time per
 * clinic, so that nobody writes what older visits gave over what newer ones did.
 */
export async function writeStanding(db: ModuleDb<'recall'>, scope: CycleScope): Promise<number> {
  const { patientIds } = scope
  await db.sql(sql`select pg_advisory_xact_lock(hashtextextended(${`recall.standing ${db.clinicId}`}, 0))`)
  return withHashPlans(db, async () => {
    await db.run(sql`
      create temp table standing_change on commit drop as
      with recursive ${duplicateTable(db, scope)}, ${standingTables(db, scope)}
      select coalesce(n.patient_id, o.patient_id) as patient_id, n.patient_id is null as is_gone, ${columns('n')}
      from standing n
        full join (
          select * from recall.standing where clinic_id = ${db.clinicId} ${askedFor(patientIds)(sql`patient_id`)}
        ) o on o.patient_id = n.patient_id
      where n.patient_id is null or (${columns('n')}) is distinct from (${columns('o')})`)
    const gone = await db.run(sql`
      delete from recall.standing s using standing_change n
      where s.clinic_id = ${db.clinicId} and s.patient_id = n.patient_id and n.is_gone`)
    const written = await db.run(sql`
      insert into recall.standing (clinic_id, patient_id, ${columns()})
      select ${db.clinicId}::uuid, n.patient_id, ${columns('n')}
      from standing_change n where not n.is_gone
      order by n.patient_id
      on conflict (clinic_id, patient_id) do update set (${columns()}) = (${columns('excluded')})`)
    await db.run(sql`drop table standing_change`)
    return gone + written
  })
}

const names = [
  'first_visit_at',
  'last_visit_at',
  'visits',
  'value_minor',
  'only_emergency',
  'no_shows',
  'last_no_show_at',
  'last_kind_code',
  'last_resource_id',
  'last_location_id',
] as const

function columns(of?: string): RawBuilder<unknown> {
  return sql.join(
    names.map((name) => (of === undefined ? sql.ref(name) : sql.ref(`${of}.${name}`))),
    sql`, `,
  )
}

/**
 * `standing`: one row per surviving record with a completed or a missed visit. A fulfilled appointment stands for the visit
 * when no visit is on record for it; what the last visit was is looked up by its end (of two at one instant the later id).
 */
function standingTables(
  db: ModuleDb<'recall'>,
  { moment, patientIds, shape }: CycleScope,
): RawBuilder<unknown> {
  const asked = askedFor(patientIds)
  const { asOf } = moment
  const kept = survivorOf(shape, sql`k.patient_id`)
  return sql`
    kept as (
      select v.patient_id, v.ended_at, v.id, v.value_minor, v.is_emergency, v.kind_code, v.resource_id, v.location_id
      from scheduling.visit v
      where v.clinic_id = ${db.clinicId} and v.status = 'finished' and v.ended_at <= ${asOf} ${asked(sql`v.patient_id`)}
      union all
      select a.patient_id, a.ends_at, a.id, s.value_minor, false, s.key, null, a.location_id
      from scheduling.appointment a
        left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
        left join scheduling.visit v on v.clinic_id = a.clinic_id and v.appointment_id = a.id and v.status = 'finished'
          ${asked(sql`v.patient_id`)}
      where a.clinic_id = ${db.clinicId} and a.state = 'fulfilled' and a.ends_at <= ${asOf} and v.id is null
        ${asked(sql`a.patient_id`)}
    ),
    record_kept as (
      select k.patient_id, min(k.ended_at) as first_at, max(k.ended_at) as last_at, count(*) as visits,
        coalesce(sum(k.value_minor), 0) as value_minor, bool_and(k.is_emergency) as only_emergency
      from kept k group by k.patient_id
    ),
    person_kept as (
      select ${kept.id} as patient_id, min(k.first_at) as first_at, max(k.last_at) as last_at,
        sum(k.visits)::integer as visits, sum(k.value_minor)::bigint as value_minor, bool_and(k.only_emergency) as only_emergency
      from record_kept k ${kept.join}
      group by 1
    ),
    last_kept as (${patientIds === undefined ? lastOfAll(kept) : lastOfEach(db, kept)}),
    missed as (
      select coalesce(d.survivor, a.patient_id) as patient_id, count(*)::integer as no_shows, max(a.starts_at) as last_no_show_at
      from scheduling.appointment a left join duplicate d on d.id = a.patient_id
      where a.clinic_id = ${db.clinicId} and a.state = 'no_show' and a.starts_at <= ${asOf} ${asked(sql`a.patient_id`)}
      group by 1
    ),
    standing as (
      select p.id as patient_id, k.first_at as first_visit_at, k.last_at as last_visit_at, coalesce(k.visits, 0) as visits,
        coalesce(k.value_minor, 0) as value_minor, coalesce(k.only_emergency, false) as only_emergency,
        coalesce(m.no_shows, 0) as no_shows, m.last_no_show_at,
        l.kind_code as last_kind_code, l.resource_id as last_resource_id, l.location_id as last_location_id
      from (select patient_id from person_kept union select patient_id from missed) w
        join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = w.patient_id and p.merged_into is null
          ${asked(sql`p.id`)}
        left join person_kept k on k.patient_id = w.patient_id
        left join last_kept l on l.patient_id = w.patient_id
        left join missed m on m.patient_id = w.patient_id
    )`
}

/** Of the whole clinic: the visits are read anyway. */
function lastOfAll(kept: ReturnType<typeof survivorOf>): RawBuilder<unknown> {
  return sql`
      select distinct on (p.patient_id) p.patient_id, k.kind_code, k.resource_id, k.location_id
      from kept k
        ${kept.join}
        join person_kept p on p.patient_id = ${kept.id} and p.last_at = k.ended_at
      order by p.patient_id, k.id desc`
}

/** Of some patients: one visit of each record is looked up, so that an index alone answers for all others (visit_by_patient). */
function lastOfEach(db: ModuleDb<'recall'>, kept: ReturnType<typeof survivorOf>): RawBuilder<unknown> {
  const records = sql`any(array(select d.id from duplicate d where d.survivor = p.patient_id) || p.patient_id)`
  const ofRecord = (table: RawBuilder<unknown>, end: RawBuilder<unknown>) =>
    sql`${table}.clinic_id = ${db.clinicId} and ${table}.patient_id = k.patient_id and ${end} = k.last_at`
  return sql`
      select distinct on (p.patient_id) p.patient_id, l.kind_code, l.resource_id, l.location_id
      from record_kept k
        ${kept.join}
        join person_kept p on p.patient_id = ${kept.id} and p.last_at = k.last_at
        cross join lateral (
          select v.id, v.kind_code, v.resource_id, v.location_id from scheduling.visit v
          where ${ofRecord(sql`v`, sql`v.ended_at`)} and v.status = 'finished'
          union all
          select a.id, s.key, null, a.location_id
          from scheduling.appointment a
            left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
          where ${ofRecord(sql`a`, sql`a.ends_at`)} and a.state = 'fulfilled'
            and (select count(*) from scheduling.visit v
              where v.clinic_id = ${db.clinicId} and v.patient_id = ${records} and v.appointment_id = a.id
                and v.status = 'finished') = 0
          order by 1 desc limit 1) l
      order by p.patient_id, l.id desc`
}
