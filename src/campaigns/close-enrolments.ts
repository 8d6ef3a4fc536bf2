import { sql } from 'kysely'
import type { PatientOptedOut } from '../patients/events.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { AppointmentBooked } from '../scheduling/events.ts'
import { type CampaignKind, campaignKinds } from './rules/campaign-document.ts'
import { enrolmentIdOf } from './rules/origins.ts'

/**
 * In-transaction subscriber of appointment.booked: whoever has a time is not invited any more. The enrolment whose
 * message led here, and any other active one of the patient, close with the booking; a hold-out that booked by itself too.
 */
export async function closeEnrolmentsOnBooking(
  db: ModuleDb<'campaigns'>,
  event: AppointmentBooked,
): Promise<void> {
  const led = enrolmentIdOf(event.subjectKey)
  await db.run(sql`
    update campaigns.enrolment set state = 'booked', next_at = null, closed_at = ${db.now}, appointment_id = ${event.appointmentId},
      close_reason = case when id = ${led} then 'booked_from_message' else 'booked' end,
      answered_at = case when id = ${led} then coalesce(answered_at, ${db.now}::timestamptz) else answered_at end
    where clinic_id = ${db.clinicId} and patient_id = ${event.patientId} and state = 'active'`)
}

/** In-transaction subscriber of patient.opted_out: what was still to come for these patients under that purpose ends. */
export async function closeEnrolmentsOnOptOut(
  db: ModuleDb<'campaigns'>,
  event: PatientOptedOut,
): Promise<void> {
  const kinds = kindsOf(event.purpose)
  // A one-off is for what its own document says.
  await db.run(sql`
    update campaigns.enrolment e set state = 'opted_out', next_at = null, closed_at = ${db.now}, close_reason = 'opted_out'
    from campaigns.campaign c, campaigns.version v
    where e.clinic_id = ${db.clinicId} and e.patient_id = any(${[...event.patientIds]}::uuid[]) and e.state = 'active' and e.arm = 'contacted'
      and c.clinic_id = e.clinic_id and c.id = e.campaign_id
      and v.clinic_id = e.clinic_id and v.campaign_id = e.campaign_id and v.version = e.version
      and (c.kind = any(${[...kinds]}::text[]) or c.kind = 'one_off' and v.document ->> 'purpose' = ${event.purpose})`)
}

function kindsOf(purpose: PatientOptedOut['purpose']): readonly CampaignKind[] {
  switch (purpose) {
    case 'all':
      return campaignKinds
    case 'care_recall':
      return ['recall']
    case 'reactivation':
      return ['reactivation']
    case 'visit_admin':
    case 'feedback':
    case 'marketing':
      return []
  }
}
