import { sql } from 'kysely'
import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { PromptAction, PromptPlan } from './prompt-plan.ts'
import type { OutboxRow } from './store.ts'

/** The last question sent to an address: what its digits mean until it expires. */
export interface OpenPrompt {
  readonly id: string
  readonly patientId: string
  readonly kind: PromptPlan['kind']
  readonly options: Readonly<Record<string, PromptAction>>
  readonly subjectKey: string
  readonly messageId: string | null
  readonly openedAt: Temporal.Instant
  readonly expiresAt: Temporal.Instant
}

/** Opens the prompt of a message that is about to leave; older prompts at the address close, so a digit has one meaning. */
export async function openPrompt(db: ModuleDb<'outreach'>, row: OutboxRow, plan: PromptPlan): Promise<void> {
  await db.run(sql`
    update outreach.prompt set closed_at = ${db.now}, close_reason = 'replaced'
    where clinic_id = ${db.clinicId} and contact_point_id = ${row.contactPointId} and closed_at is null`)
  await db.write
    .insertInto('outreach.prompt')
    .values({
      clinic_id: db.clinicId,
      id: db.ids.uuid(db.now),
      contact_point_id: row.contactPointId,
      patient_id: row.patientId,
      message_id: row.id,
      kind: plan.kind,
      options: json(plan.options),
      subject_key: row.subjectKey,
      opened_at: db.now,
      expires_at: db.now.add({ minutes: plan.minutes }),
    })
    .execute()
}

export async function lastOpenPrompt(
  db: ModuleDb<'outreach'>,
  contactPointId: string,
): Promise<OpenPrompt | null> {
  const [prompt] = await db.sql<OpenPrompt>(sql`
    select id, patient_id as "patientId", kind, options, subject_key as "subjectKey", message_id as "messageId",
      opened_at as "openedAt", expires_at as "expiresAt"
    from outreach.prompt
    where clinic_id = ${db.clinicId} and contact_point_id = ${contactPointId} and closed_at is null and expires_at > ${db.now}
    order by opened_at desc, id desc limit 1`)
  return prompt ?? null
}

export async function closePrompt(
  db: ModuleDb<'outreach'>,
  promptId: string,
  reason: 'answered' | 'time_taken' | 'opted_out' | 'not_sent',
): Promise<void> {
  await db.run(sql`
    update outreach.prompt set closed_at = ${db.now}, close_reason = ${reason}
    where clinic_id = ${db.clinicId} and id = ${promptId} and closed_at is null`)
}
