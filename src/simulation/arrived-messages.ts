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
}

/** The facts of these messages, in their order. */
export async function readArrived(
  db: ModuleDb<'simulation'>,
  messageIds: readonly string[],
  today: Temporal.PlainDate,
): Promise<readonly ArrivedMessage[]> {
  const rows = await db.sql<Row>(sql`
    select m.id, m.patient_id as "patientId", m.contact_point_id as "contactPointId", cp.value as address, m.kind, m.channel,
      m.is_invitation as "isInvitation", m.is_reply as "isReply", m.link_purpose as "linkPurpose", m.prompt,
      m.subject_key as "subjectKey", m.appointment_id as "appointmentId"
    from outreach.message m
    join patients.contact_point cp on cp.clinic_id = m.clinic_id and cp.id = m.contact_point_id
    where m.clinic_id = ${db.clinicId} and m.id = any(${[...messageIds]}::uuid[])
    order by m.id`)
  const enrolments = rows.flatMap((row) => (row.isInvitation ? [enrolmentIdOf(row.subjectKey)] : []))
  const months = await monthsOverdue(
    db,
    enrolments.filter((id) => id !== null),
    today,
  )
  return rows.map((row) => {
    const enrolmentId = enrolmentIdOf(row.subjectKey)
    return {
      ...row,
      options: Object.fromEntries(
        Object.entries(row.prompt?.options ?? {}).map(([digit, { action }]) => [digit, action]),
      ),
      enrolmentId,
      monthsOverdue: months.get(enrolmentId ?? '') ?? 0,
    }
  })
}

const daysOfMonth = 30.44

/** By enrolment: months since the cycle fell due, or for who has none since a year after the last visit. */
async function monthsOverdue(
  db: ModuleDb<'simulation'>,
  enrolmentIds: readonly string[],
  today: Temporal.PlainDate,
): Promise<ReadonlyMap<string, number>> {
  if (enrolmentIds.length === 0) return new Map()
  const rows = await db.sql<{ id: string; days: number | null }>(sql`
    select e.id, ${today}::date - coalesce(c.due_effective, (select (max(v.ended_at) + interval '12 months')::date
      from scheduling.visit v where v.clinic_id = e.clinic_id and v.patient_id = e.patient_id and v.status = 'finished')) as days
    from campaigns.enrolment e
    left join recall.cycle c on c.clinic_id = e.clinic_id and c.patient_id = e.patient_id and c.type_key = e.type_key and c.closed_at is null
    where e.clinic_id = ${db.clinicId} and e.id = any(${[...enrolmentIds]}::uuid[])`)
  return new Map(rows.map(({ id, days }) => [id, Math.max(0, (days ?? 0) / daysOfMonth)]))
}
