import { sql } from 'kysely'
import { personRecordsSql } from '../patients/person-records-sql.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { AppointmentState } from './rules/appointment-state.ts'

/** An appointment as patients and staff see it. */
export interface Appointment {
  readonly id: string
  readonly patientId: string
  readonly serviceId: string | null
  readonly serviceName: string | null
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly state: AppointmentState
  readonly confirmation: 'open' | 'confirmed' | 'declined'
  readonly heldUntil: Temporal.Instant | null
  /** Where the booking stands with a connected practice system; 'local' where none is connected. */
  readonly practiceState: 'local' | 'requested' | 'confirmed' | 'refused' | 'timed_out'
  readonly resources: readonly { readonly id: string; readonly name: string }[]
  /** IANA zone in which its wall-clock time is told. */
  readonly zone: string
  readonly origin: string | null
  readonly subjectKey: string | null
  /** The appointment that this one moves. */
  readonly replaces: string | null
  readonly source: string
  readonly externalId: string
}

interface Row {
  readonly id: string
  readonly patient_id: string
  readonly service_id: string | null
  readonly service_name: string | null
  readonly starts_at: Temporal.Instant
  readonly ends_at: Temporal.Instant
  readonly state: Appointment['state']
  readonly confirmation: Appointment['confirmation']
  readonly held_until: Temporal.Instant | null
  readonly practice_state: Appointment['practiceState']
  readonly zone: string
  readonly origin: string | null
  readonly subject_key: string | null
  readonly replaces: string | null
  readonly source: string
  readonly external_id: string
  readonly resources: Appointment['resources'] | null
}

/** Nobody moves a visit more often; guards the walk along the chain. */
const mostMoves = 50

type Db = ModuleDb<'scheduling'>

export async function readAppointment(db: Db, appointmentId: string): Promise<Appointment | null> {
  const rows = await db.sql<Row>(appointments(db, sql`a.id = ${appointmentId}::uuid`))
  const row = rows[0]
  return row === undefined ? null : present(row)
}

/** The appointment as it stands: when it was moved, the one that took its place. */
export async function currentAppointment(db: Db, appointmentId: string): Promise<Appointment | null> {
  const rows = await db.sql<{ id: string }>(sql`
    with recursive chain as (
      select a.id, 0 as moves from scheduling.appointment a where a.clinic_id = ${db.clinicId} and a.id = ${appointmentId}::uuid
      union all
      select n.id, chain.moves + 1 from chain
      join scheduling.appointment n on n.clinic_id = ${db.clinicId} and n.replaces = chain.id
        and n.state not in ('held', 'expired')
      where chain.moves < ${mostMoves}
    ) select id from chain order by moves desc limit 1`)
  const id = rows[0]?.id
  return id === undefined ? null : readAppointment(db, id)
}

/** The booked appointments of a patient, on any of their records, that have not begun yet, soonest first. */
export async function upcomingAppointments(db: Db, patientId: string): Promise<readonly Appointment[]> {
  const rows = await db.sql<Row>(
    appointments(
      db,
      sql`a.patient_id in ${personRecordsSql(db.clinicId, sql`${patientId}::uuid`)} and a.state = 'booked' and a.starts_at > ${db.now}`,
    ),
  )
  return rows.map(present)
}

function appointments(db: Db, condition: ReturnType<typeof sql>) {
  return sql<Row>`
    select a.id, a.patient_id, a.service_id, s.name as service_name, a.starts_at, a.ends_at, a.state, a.confirmation,
      a.held_until, a.practice_state, a.origin, a.subject_key, a.replaces, a.source, a.external_id,
      coalesce((select r.zone from scheduling.occupancy o
         join scheduling.resource r on r.clinic_id = o.clinic_id and r.id = o.resource_id
        where o.clinic_id = a.clinic_id and o.appointment_id = a.id and r.zone is not null limit 1), c.zone) as zone,
      (select json_agg(json_build_object('id', r.id, 'name', r.name) order by r.kind = 'practitioner' desc, r.name)
         from scheduling.occupancy o
         join scheduling.resource r on r.clinic_id = o.clinic_id and r.id = o.resource_id
        where o.clinic_id = a.clinic_id and o.appointment_id = a.id) as resources
    from scheduling.appointment a
    join clinic.clinic c on c.id = a.clinic_id
    left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
    where a.clinic_id = ${db.clinicId} and ${condition}
    order by a.starts_at, a.id`
}

function present(row: Row): Appointment {
  return {
    id: row.id,
    patientId: row.patient_id,
    serviceId: row.service_id,
    serviceName: row.service_name,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    state: row.state,
    confirmation: row.confirmation,
    heldUntil: row.held_until,
    practiceState: row.practice_state,
    resources: row.resources ?? [],
    zone: row.zone,
    origin: row.origin,
    subjectKey: row.subject_key,
    replaces: row.replaces,
    source: row.source,
    externalId: row.external_id,
  }
}
