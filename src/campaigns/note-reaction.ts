import { sql } from 'kysely'
import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ReactionKind } from './rules/campaign-document.ts'
import { readReactions } from './store.ts'

export interface NotedReaction {
  /** The enrolment the answer belongs to; null: whichever active one the patient has. */
  readonly enrolmentId: string | null
  readonly patientId: string
  readonly kind: Exclude<ReactionKind, 'booked' | 'opted_out'>
}

/** The patient answered, declined or asked for later: the sequence is looked at again at once. */
export async function noteReaction(db: ModuleDb<'campaigns'>, reaction: NotedReaction): Promise<void> {
  const rows = await db.sql<{ id: string; reactions: unknown }>(sql`
    select id, reactions from campaigns.enrolment
    where clinic_id = ${db.clinicId} and patient_id = ${reaction.patientId} and state = 'active'
      and (${reaction.enrolmentId}::uuid is null or id = ${reaction.enrolmentId})
    order by id for update`)
  for (const row of rows) {
    const reactions = [...readReactions(row.reactions), { kind: reaction.kind, at: db.now }]
    await db.run(sql`
      update campaigns.enrolment set reactions = ${json(reactions)}, answered_at = coalesce(answered_at, ${db.now}::timestamptz), next_at = ${db.now}
      where clinic_id = ${db.clinicId} and id = ${row.id}`)
  }
}
