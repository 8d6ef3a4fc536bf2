import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../../platform/db/module-db.ts'
import { bandDays } from '../../rules/bands.ts'
import { liveAppointment } from '../cycle-answers.ts'
import { dayStart, type Moment } from '../moment.ts'
import { livingPatients, noneOfPerson } from './living-patients.ts'

type Db = ModuleDb<'recall'>

/**
 * Patients away for one to three years with nothing booked, of whom neither the data nor anybody says why; longest away
 * first. Beyond three years they rarely return (MISSION A3), and nobody reads their charts.
 */
export async function driftingItems(db: Db, moment: Moment): Promise<RawBuilder<unknown>> {
  const { twelveMonthsAgo, thirtySixMonthsAgo } = bandDays(moment.today)
  const explained = [
    (record: RawBuilder<unknown>) => sql`
      from scheduling.appointment a
      where a.clinic_id = ${db.clinicId} and a.patient_id = ${record}
        and (${liveAppointment(db, moment)}
          or a.state in ('cancelled', 'no_show') and a.starts_at > s.last_visit_at and a.starts_at <= ${moment.asOf})`,
    (record: RawBuilder<unknown>) => sql`
      from patients.procedure r
      where r.clinic_id = ${db.clinicId} and r.patient_id = ${record} and r.status in ('preparation', 'in-progress', 'on-hold')`,
    (record: RawBuilder<unknown>) => sql`
      from patients.plan_item i
      where i.clinic_id = ${db.clinicId} and i.patient_id = ${record} and i.state = 'open'`,
    (record: RawBuilder<unknown>) => sql`
      from patients.coverage v
      where v.clinic_id = ${db.clinicId} and v.patient_id = ${record} and v.ends_on < ${moment.today}::date
        and v.ends_on >= ${moment.localDay(sql`s.last_visit_at`)}`,
    (record: RawBuilder<unknown>) => sql`
      from recall.drift_reason w
      where w.clinic_id = ${db.clinicId} and w.patient_id = ${record} and w.ended_at is null
        and w.recorded_at >= s.last_visit_at`,
  ]
  const none: RawBuilder<unknown>[] = []
  for (const found of explained) none.push(await noneOfPerson(db, found))
  return sql`
    select s.patient_id::text as item, s.patient_id, s.last_visit_at as sort, s.patient_id as tie,
      s.last_visit_at::text as basis
    from recall.standing s
      join (select p.id, p.clinic_id from ${livingPatients(db)}) p on p.id = s.patient_id
    where s.clinic_id = ${db.clinicId}
      and s.last_visit_at >= ${dayStart(thirtySixMonthsAgo.add({ days: 1 }), moment)}
      and s.last_visit_at < ${dayStart(twelveMonthsAgo.add({ days: 1 }), moment)}
      and ${sql.join(none, sql` and `)}`
}
