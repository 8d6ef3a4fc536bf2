import { sql } from 'kysely'
import { enrolmentIdOf } from '../campaigns/rules/origins.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { OptionAction } from './rules/respond.ts'

/** What the simulation reads about a message that arrived, beyond its text. */
export interface ArrivedMessage {
  readonly id: string
  readonly patientId: string
  readonly contactPointId: string
  readonly address: string
  readonly kind: string
  readonly channel: 'sms' | 'email'
  readonly isInvitation: boolean
  readonly isReply: boolean
  readonly linkPurpose: 'book' | 'confirm' | null
  readonly options: Readonly<Record<string, OptionAction>>
  readonly enrolmentId: string | null
  readonly appointmentId: string | null
  /** 0 where nothing is due. */
  readonly monthsOverdue: number
}

interface Row extends Omit<ArrivedMessage, 'options' | 'enrolmentId' | 'monthsOverdue'> {
  readonly subjectKey: string
  readonly prompt: { readonly options: Readonly<Record<string, { readonly action: OptionAction }>> } | null
  readonly overdueDays: number | null
}

const daysOfMonth = 30.44

/** The facts of these messages, in their order. */
export async function readArrived(
  db: ModuleDb<'simulation'>,
  messageIds: readonly string[],
  today: Temporal.PlainDate,
): Promise<readonly ArrivedMessage[]> {
  const rows = await db.sql<Row>(sql`
    select m.id, m.patient_id as "patientId", m.contact_point_id as "contactPointId", cp.value as address, m.kind, m.channel,
      m.is_invitation as "isInvitation", m.is_reply as "isReply", m.link_purpose as "linkPurpose", m.prompt,
      m.subject_key as "subjectKey", m.appointment_id as "appointmentId",
      ${today}::date - coalesce(c.due_effective, (v.last_end + interval '12 months')::date) as "overdueDays"
    from unnest(${[...messageIds]}::uuid[]) with ordinality as w (id, place)
    join outreach.message m on m.clinic_id = ${db.clinicId} and m.id = w.id
    join patients.contact_point cp on cp.clinic_id = m.clinic_id and cp.id = m.contact_point_id
    left join campaigns.enrolment e on e.clinic_id = m.clinic_id and 'enrolment:' || e.id = m.subject_key
    left join recall.cycle c on c.clinic_id = m.clinic_id and c.patient_id = e.patient_id and c.type_key = e.type_key and c.closed_at is null
    left join lateral (select max(ended_at) as last_end from scheduling.visit v
      where e.id is not null and c.due_effective is null and v.clinic_id = m.clinic_id and v.patient_id = m.patient_id and v.status = 'finished') v on true
    order by w.place`)
  return rows.map((row) => ({
    ...row,
    options: Object.fromEntries(Object.entries(row.prompt?.options ?? {}).map(([digit, { action }]) => [digit, action])),
    enrolmentId: enrolmentIdOf(row.subjectKey),
    monthsOverdue: Math.max(0, (row.overdueDays ?? 0) / daysOfMonth),
  }))
}
