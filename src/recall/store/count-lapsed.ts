import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { lapsedPatients } from '../lapsed-patients.ts'
import type { LapseDefinition } from '../packs/load-lapse-definitions.ts'
import { bandDays } from '../rules/bands.ts'
import type { LapsedCount, LapsedGroup } from '../rules/look-back-counts.ts'
import { withHashPlans } from '../with-hash-plans.ts'
import { liveAppointment } from './cycle-answers.ts'
import { lapseFindings } from './lapse-findings.ts'
import { type Moment, momentOf } from './moment.ts'

/** Who has lapsed by the stored cycles and standings, in sets small enough to add up. */
export async function countLapsed(
  db: ModuleDb<'recall'>,
  definitions: readonly LapseDefinition[],
): Promise<LapsedCount> {
  const moment = await momentOf(db, db.now)
  return withHashPlans(db, async () => {
    await db.run(peopleQuery(db, moment, await lapsedPatients(db)))
    const [valued] = await db.sql<LapsedCount['valued']>(sql`
      select count(yearly_minor)::int as patients,
        percentile_disc(array[0.25, 0.5, 0.75]) within group (order by yearly_minor) as "quartersMinor"
      from lapse_person`)
    const quarters = valued?.quartersMinor ?? null
    const groups = await db.sql<LapsedGroup>(sql`
      select overdue, away, quarter, count(*)::int as patients, sum(yearly_minor)::bigint as "yearlyMinor"
      from (
        select overdue, away, yearly_minor, width_bucket(yearly_minor, ${quarters}::bigint[]) + 1 as quarter
        from lapse_person where overdue is not null or away is not null
      ) l group by overdue, away, quarter order by overdue, away, quarter`)
    const byDefinition = await db.sql<{ key: string; patients: number }>(sql`
      select k.key, count(*)::int as patients
      from ${await lapseFindings(db, definitions)} f cross join unnest(f.definitions) as k (key)
      group by k.key order by k.key`)
    await db.run(sql`drop table lapse_person`)
    return { groups, byDefinition, valued: valued ?? { patients: 0, quartersMinor: null } }
  })
}

/** A year of coming is the time between first and last visit, one year at least. */
function peopleQuery(
  db: ModuleDb<'recall'>,
  moment: Moment,
  lapsed: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const days = bandDays(moment.today)
  return sql`
    create temp table lapse_person on commit drop as
    select p.patient_id, l.overdue, case
        when a.patient_id is not null or p.last_on > ${days.twelveMonthsAgo}::date then null
        when p.last_on <= ${days.thirtySixMonthsAgo}::date then 'away_36_plus'
        when p.last_on <= ${days.twentyFourMonthsAgo}::date then 'away_24_36'
        when p.last_on <= ${days.eighteenMonthsAgo}::date then 'away_18_24'
        when p.last_on <= ${days.twelveMonthsAgo}::date then 'away_12_18' end as away,
      round(p.value_minor / greatest(1, extract(epoch from p.last_visit_at - p.first_visit_at) / 31557600))::bigint as yearly_minor
    from (
      select p.id as patient_id, nullif(s.value_minor, 0) as value_minor, s.first_visit_at, s.last_visit_at,
        ${moment.localDay(sql`s.last_visit_at`)} as last_on
      from patients.patient p
        left join recall.standing s on s.clinic_id = p.clinic_id and s.patient_id = p.id
      where p.clinic_id = ${db.clinicId} and p.merged_into is null and not p.is_deceased and p.deceased_at is null
        and (p.left_at is null or p.left_at > ${moment.asOf})
    ) p
      left join (select patient_id, band as overdue from ${lapsed} o where o.type_key is not null) l on l.patient_id = p.patient_id
      left join (
        select distinct coalesce(m.merged_into, a.patient_id) as patient_id
        from scheduling.appointment a join patients.patient m on m.clinic_id = a.clinic_id and m.id = a.patient_id
        where a.clinic_id = ${db.clinicId} and ${liveAppointment(db, moment)}
      ) a on a.patient_id = p.patient_id`
}
