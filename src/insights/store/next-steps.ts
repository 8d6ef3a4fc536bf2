import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { EnrolmentEnd, OutreachFacts } from '../rules/next-step.ts'

interface InHandRow {
  readonly patient_id: string
  readonly thread_id: string | null
  readonly message_channel: 'sms' | 'email' | null
  readonly message_at: Temporal.Instant | null
  readonly enrolment_state: 'active' | EnrolmentEnd | null
  readonly arm: 'contacted' | 'hold_out' | null
  readonly next_at: Temporal.Instant | null
  readonly held_reason: string | null
  readonly hold_until: Temporal.Instant | null
}

/** What outreach has in hand for the patients of a page, each part by its index. */
export async function readOutreachFacts(
  db: ModuleDb<'insights'>,
  patientIds: readonly string[],
): Promise<ReadonlyMap<string, OutreachFacts>> {
  if (patientIds.length === 0) return new Map()
  const rows = await db.sql<InHandRow>(sql`
    select asked.id as patient_id, t.id as thread_id, m.channel as message_channel, m.not_before as message_at,
      e.state as enrolment_state, e.arm, e.next_at,
      case when d.outcome in ('hold', 'skip') then d.reason end as held_reason, d.hold_until
    from unnest(${[...new Set(patientIds)]}::uuid[]) as asked (id)
      left join lateral (
        select t.id from patients.patient_contact c
          join conversations.thread t on t.clinic_id = c.clinic_id and t.contact_point_id = c.contact_point_id
        where c.clinic_id = ${db.clinicId} and c.patient_id = asked.id and c.ended_at is null
          and (t.patient_id is null or t.patient_id = asked.id)
          and t.state = 'open' and t.waiting_since is not null
        order by t.waiting_since limit 1
      ) t on true
      left join lateral (
        select m.channel, m.not_before from outreach.message m
        where m.clinic_id = ${db.clinicId} and m.patient_id = asked.id and m.state in ('queued', 'submitting')
          and m.origin like 'campaign:%'
        order by m.not_before limit 1
      ) m on true
      left join lateral (
        select e.id, e.state, e.arm, e.next_at from campaigns.enrolment e
        where e.clinic_id = ${db.clinicId} and e.patient_id = asked.id
        order by (e.state = 'active') desc, e.enrolled_at desc, e.id limit 1
      ) e on true
      left join lateral (
        select d.outcome, d.reason, d.hold_until from outreach.decision d
        where d.clinic_id = ${db.clinicId} and d.patient_id = asked.id and d.subject_key = 'enrolment:' || e.id
        order by d.at desc, d.id desc limit 1
      ) d on true`)
  return new Map(rows.map((row) => [row.patient_id, factsOf(row)]))
}

function factsOf(row: InHandRow): OutreachFacts {
  const { thread_id, message_channel, message_at, enrolment_state, arm, next_at, held_reason, hold_until } =
    row
  return {
    waitingThreadId: thread_id,
    message:
      message_channel === null || message_at === null ? null : { channel: message_channel, at: message_at },
    enrolment:
      enrolment_state === null
        ? null
        : {
            state: enrolment_state,
            isHoldOut: arm === 'hold_out',
            nextAt: next_at,
            held: held_reason === null ? null : { reason: held_reason, until: hold_until },
          },
  }
}
