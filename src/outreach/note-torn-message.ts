import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { recordDecisions } from './record-decisions.ts'
import type { GateCheck } from './rules/gate.ts'

interface TornRow {
  readonly patientId: string
  readonly origin: string
  readonly subjectKey: string
  readonly stepKey: string
  readonly submissions: number
  readonly trace: readonly GateCheck[]
}

/**
 * A part of the message is out and another is not: a phone shows half of it or nothing, and sending it again would be a
 * second message. It stays uncertain for staff, with the reason where the gate's reasons are (G1).
 */
export async function noteTornMessage(
  db: ModuleDb<'outreach'>,
  { messageId, accepted }: { readonly messageId: string; readonly accepted: number },
): Promise<void> {
  const [row] = await db.sql<TornRow>(sql`
    update outreach.message m set state_reason = 'message_torn'
    where m.clinic_id = ${db.clinicId} and m.id = ${messageId} and m.state = 'ambiguous' and m.state_reason is distinct from 'message_torn'
    returning m.patient_id as "patientId", m.origin, m.subject_key as "subjectKey", m.step_key as "stepKey", m.submissions, coalesce((
      select d.trace from outreach.decision d
      where d.clinic_id = m.clinic_id and d.patient_id = m.patient_id and d.message_id = m.id
      order by d.at desc, d.id desc limit 1), '[]') as trace`)
  if (row === undefined) return
  const torn: GateCheck = { check: 'message_torn', passed: false, fact: `${accepted} of ${row.submissions}` }
  const decision = { outcome: 'skip', reason: 'message_torn', trace: [...row.trace, torn] } as const
  await recordDecisions(db, [{ ...row, stage: 'sending', messageId, decision }])
}
