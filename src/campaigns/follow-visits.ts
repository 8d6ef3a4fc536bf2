import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/**
 * In-transaction subscriber of everything that happens to an appointment: its stream of messages (confirm, day before,
 * missed) is looked at again. A row without next_at is silent until then (law 6).
 */
export async function followVisit(
  db: ModuleDb<'campaigns'>,
  event: { readonly appointmentId: string; readonly patientId: string },
): Promise<void> {
  await db.run(sql`
    insert into campaigns.visit_stream (clinic_id, appointment_id, patient_id, next_at)
    values (${db.clinicId}, ${event.appointmentId}, ${event.patientId}, ${db.now})
    on conflict (clinic_id, appointment_id) do update set next_at = excluded.next_at`)
}

/** Imported appointments have no event of their own: live ones ahead without a stream get theirs. Answers how many. */
export async function followImportedVisits(db: ModuleDb<'campaigns'>): Promise<number> {
  return db.run(sql`
    insert into campaigns.visit_stream (clinic_id, appointment_id, patient_id, next_at)
    select a.clinic_id, a.id, a.patient_id, ${db.now}
    from scheduling.appointment a
    where a.clinic_id = ${db.clinicId} and a.state = 'booked' and a.starts_at > ${db.now}
      and not exists (select 1 from campaigns.visit_stream s where s.clinic_id = a.clinic_id and s.appointment_id = a.id)
    on conflict (clinic_id, appointment_id) do nothing`)
}
