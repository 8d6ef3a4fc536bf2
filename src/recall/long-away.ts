import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { bandDays } from './rules/bands.ts'
import { livingPatients, noneOfPerson } from './store/cleanup/living-patients.ts'
import { liveAppointment } from './store/cycle-answers.ts'
import { dayStart, momentOf } from './store/moment.ts'

/**
 * Patients whose last visit was 18 to 36 months ago and who have nothing booked (MISSION A5), as a query in parentheses of
 * (patient_id, last_visit_at). Who left or has died is not in it.
 */
export async function longAway(
  db: ModuleDb<'recall'>,
): Promise<RawBuilder<{ readonly patient_id: string; readonly last_visit_at: Temporal.Instant }>> {
  const moment = await momentOf(db, db.now)
  const { eighteenMonthsAgo, thirtySixMonthsAgo } = bandDays(moment.today)
  const none = await noneOfPerson(
    db,
    (record) => sql`
    from scheduling.appointment a
    where a.clinic_id = ${db.clinicId} and a.patient_id = ${record} and ${liveAppointment(db, moment)}`,
  )
  return sql`(
    select s.patient_id, s.last_visit_at
    from recall.standing s join (select p.id from ${livingPatients(db)}) p on p.id = s.patient_id
    where s.clinic_id = ${db.clinicId}
      and s.last_visit_at >= ${dayStart(thirtySixMonthsAgo.add({ days: 1 }), moment)}
      and s.last_visit_at < ${dayStart(eighteenMonthsAgo.add({ days: 1 }), moment)} and ${none})`
}
