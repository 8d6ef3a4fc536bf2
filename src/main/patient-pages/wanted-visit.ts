import { sql } from 'kysely'
import { enrolmentIdOf } from '../../campaigns/rules/origins.ts'
import type { TenantTransaction } from '../../platform/db/module-db.ts'
import type { Language } from '../../platform/rules/language.ts'
import { type Appointment, currentAppointment } from '../../scheduling/appointment.ts'

/** What a link's visitor would book: the service of the visit to be moved or replaced, or the one they are due for. */
export interface WantedVisit {
  readonly serviceId: string | null
  readonly serviceName: string | null
  readonly minutes: number
  /** The booked visit that would move; null: a new one. */
  readonly replaces: Appointment | null
  readonly preferredResourceId: string | null
}

export async function wantedVisit(
  tx: TenantTransaction,
  from: { readonly appointmentId: string | null; readonly subjectKey: string; readonly language: Language },
): Promise<WantedVisit | null> {
  const appointment =
    from.appointmentId === null ? null : await currentAppointment(tx.as('scheduling'), from.appointmentId)
  if (appointment !== null && appointment.serviceId !== null) return ofAppointment(appointment, tx.now)
  const service = await dueService(tx, from)
  if (service !== null)
    return { ...service, replaces: liveOrNull(appointment, tx.now), preferredResourceId: null }
  return appointment === null ? null : ofAppointment(appointment, tx.now)
}

function ofAppointment(appointment: Appointment, now: Temporal.Instant): WantedVisit {
  return {
    serviceId: appointment.serviceId,
    serviceName: appointment.serviceName,
    minutes: appointment.startsAt.until(appointment.endsAt).total('minutes'),
    replaces: liveOrNull(appointment, now),
    preferredResourceId: appointment.resources[0]?.id ?? null,
  }
}

export function liveOrNull(appointment: Appointment | null, now: Temporal.Instant): Appointment | null {
  if (appointment?.state !== 'booked') return null
  return Temporal.Instant.compare(appointment.startsAt, now) > 0 ? appointment : null
}

/** The service that satisfies the recall type of the enrolment, under the type's own name; else the shortest one. */
async function dueService(
  tx: TenantTransaction,
  { subjectKey, language }: { readonly subjectKey: string; readonly language: Language },
): Promise<Pick<WantedVisit, 'serviceId' | 'serviceName' | 'minutes'> | null> {
  const [service] = await tx.sql<{ id: string; name: string; minutes: number; typeName: string | null }>(sql`
    select s.id, s.name, s.minutes, t.names ->> ${language} as "typeName"
    from scheduling.service s
    left join campaigns.enrolment e on e.clinic_id = s.clinic_id and e.id = ${enrolmentIdOf(subjectKey)}::uuid
    left join recall.recall_type t on t.clinic_id = s.clinic_id and t.key = e.type_key and s.key = any(t.service_keys)
    where s.clinic_id = ${tx.clinicId} and s.ended_at is null and s.is_bookable
    order by t.key is not null desc, s.minutes, s.key limit 1`)
  if (service === undefined) return null
  return { serviceId: service.id, serviceName: service.typeName ?? service.name, minutes: service.minutes }
}
