import { sql } from 'kysely'
import { appointmentSubject } from '../campaigns/rules/origins.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Language } from '../platform/rules/language.ts'
import { findOffers } from './offer-times.ts'
import { type ConversationOptions, queueReply } from './queue-reply.ts'
import { openThread } from './store/thread.ts'

type Db = ModuleDb<'conversations'>

interface RefusedBooking {
  readonly appointmentId: string
  readonly startsAt: Temporal.Instant
  readonly patientId: string
  readonly language: Language
  readonly contactPointId: string
  readonly channel: 'sms' | 'email'
}

/**
 * The practice system would not have a booking: the patient is told and offered the next times, once per booking (its
 * send key says so). Answers how many were told; who has no address stays on the list of the front desk.
 */
export async function answerRefusals(db: Db, options: ConversationOptions, most: number): Promise<number> {
  const refused = await refusedBookings(db, most)
  let told = 0
  for (const booking of refused) {
    const subjectKey = appointmentSubject(booking.appointmentId)
    const thread = await openThread(db, { ...booking, text: '' })
    const offer = await findOffers(db, { patientId: booking.patientId, subjectKey, options: {} })
    const wasQueued = await queueReply(db, options, {
      to: { ...booking, threadId: thread.id, accountId: null, subjectKey, key: booking.appointmentId },
      wording: {
        messages: ['reply_refused'],
        offers: offer.times,
        serviceId: offer.serviceId,
        visit: booking,
      },
    })
    if (wasQueued) told += 1
  }
  return told
}

async function refusedBookings(db: Db, most: number): Promise<readonly RefusedBooking[]> {
  return db.sql<RefusedBooking>(sql`
    select a.id as "appointmentId", a.starts_at as "startsAt", a.patient_id as "patientId",
      coalesce(p.language, k.language) as language, point.id as "contactPointId",
      case point.kind when 'phone' then 'sms' else 'email' end as channel
    from scheduling.appointment a
    join clinic.clinic k on k.id = a.clinic_id
    join patients.patient p on p.clinic_id = a.clinic_id and p.id = a.patient_id
    join lateral (
      select cp.id, cp.kind from patients.patient_contact pc
      join patients.contact_point cp on cp.clinic_id = pc.clinic_id and cp.id = pc.contact_point_id and cp.validity <> 'invalid'
      join outreach.account o on o.clinic_id = pc.clinic_id and o.state <> 'ended'
        and o.channel = case cp.kind when 'phone' then 'sms' else 'email' end
      where pc.clinic_id = a.clinic_id and pc.patient_id = a.patient_id and pc.ended_at is null
      order by cp.kind = 'phone' desc, pc.rank, cp.id limit 1) point on true
    where a.clinic_id = ${db.clinicId} and a.practice_state = 'refused' and a.starts_at > ${db.now}
      and not p.is_deceased
      and not exists (select 1 from outreach.message m where m.clinic_id = a.clinic_id
        and m.subject_key = 'appointment:' || a.id and m.kind = 'reply_refused')
    order by a.starts_at, a.id limit ${most}`)
}
