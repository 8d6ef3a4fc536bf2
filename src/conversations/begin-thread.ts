import { sql } from 'kysely'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ContactRules } from '../outreach/contact-rules.ts'
import { lockPatients } from '../patients/lock-patients.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { WriteRefusal } from './may-write.ts'
import { openThread } from './store/thread.ts'
import { waysToWrite } from './ways-to-write.ts'

export interface Beginning {
  readonly patientId: string
  readonly contactPointId: string
  readonly channel: 'sms' | 'email'
  readonly rules: ContactRules
  readonly actor: Extract<Actor, { kind: 'staff' }>
}

export type BeginRefusal =
  | { readonly kind: 'unknown_contact' }
  | { readonly kind: 'refused'; readonly reason: WriteRefusal }

/**
 * The thread in which somebody is written to: the one of the address, or a new one that no list shows before the first
 * text. A conversation in which the patient waits is joined as it is, whatever else may be said against writing.
 */
export async function beginThread(
  db: ModuleDb<'conversations'>,
  { patientId, contactPointId, channel, rules, actor }: Beginning,
): Promise<Result<{ readonly threadId: string }, BeginRefusal>> {
  await lockPatients(db.as('patients'), [patientId])
  const way = (await waysToWrite(db, rules, patientId)).find(
    (one) => one.contactPointId === contactPointId && one.channel === channel,
  )
  if (way === undefined) return fail({ kind: 'unknown_contact' })
  const waiting = await waitingAt(db, { contactPointId, channel })
  if (waiting !== null) return ok({ threadId: waiting })
  if (way.refusal !== null) return fail({ kind: 'refused', reason: way.refusal })
  const thread = await openThread(db, { contactPointId, channel, patientId, text: '', state: 'begun' })
  // A number of several people: from now on the talk is with this one, until somebody else writes.
  await db.run(sql`
    update conversations.thread set patient_id = ${patientId}
    where clinic_id = ${db.clinicId} and id = ${thread.id} and waiting_since is null and patient_id is distinct from ${patientId}`)
  if (thread.state === 'begun') {
    await recordAudit(db.as('clinic'), {
      actor,
      action: 'thread.begun',
      subjectKind: 'thread',
      subjectId: thread.id,
      detail: { patientId, channel },
    })
  }
  return ok({ threadId: thread.id })
}

async function waitingAt(
  db: ModuleDb<'conversations'>,
  { contactPointId, channel }: Pick<Beginning, 'contactPointId' | 'channel'>,
): Promise<string | null> {
  const [row] = await db.sql<{ id: string }>(sql`
    select id from conversations.thread
    where clinic_id = ${db.clinicId} and contact_point_id = ${contactPointId} and channel = ${channel} and waiting_since is not null`)
  return row?.id ?? null
}
