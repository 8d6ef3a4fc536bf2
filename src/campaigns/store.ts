import { sql } from 'kysely'
import { z } from 'zod'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { reactionKinds } from './rules/campaign-document.ts'
import type { LapseBand } from './rules/lapse-band.ts'
import type { Reaction, StepContact } from './rules/sequence.ts'

const instant = z.string().transform((text) => Temporal.Instant.from(text))

const contactsSchema = z.array(
  z.object({
    stepKey: z.string(),
    contactNumber: z.number().int(),
    at: instant,
    outcome: z.enum(['open', 'sent', 'failed', 'refused']),
  }),
)

const reactionsSchema = z.array(z.object({ kind: z.enum(reactionKinds), at: instant }))

/** The jsonb column `contacts` as the rules read it; Temporal values write themselves back as ISO text. */
export function readContacts(column: unknown): readonly StepContact[] {
  return contactsSchema.parse(column)
}

export function readReactions(column: unknown): readonly Reaction[] {
  return reactionsSchema.parse(column)
}

/** An enrolment whose next look is due, locked for this transaction. */
export interface DueEnrolment {
  readonly id: string
  readonly campaignId: string
  readonly version: number
  readonly patientId: string
  readonly typeKey: string | null
  readonly band: LapseBand | null
  readonly anchorOn: Temporal.PlainDate
  readonly arm: 'contacted' | 'hold_out'
  /** Of whoever was invited out of the hold-out: since then. */
  readonly enrolledAt: Temporal.Instant
  readonly contacts: readonly StepContact[]
  readonly reactions: readonly Reaction[]
  /** The reason for asking is gone: the patient came, or the recall cycle closed. */
  readonly goneBecause: 'visited' | 'cycle_closed' | null
}

/**
 * Claims due enrolments of running campaigns with SKIP LOCKED; patients are locked first (law 7). Two workers share the
 * work: a row that one holds is passed over by the other.
 */
export async function claimDueEnrolments(
  db: ModuleDb<'campaigns'>,
  most: number,
  lockPatients: (patientIds: readonly string[]) => Promise<void>,
): Promise<readonly DueEnrolment[]> {
  const due = await db.sql<{ id: string; patient_id: string }>(sql`
    select e.id, e.patient_id from campaigns.enrolment e
    join campaigns.campaign c on c.clinic_id = e.clinic_id and c.id = e.campaign_id and c.state = 'running'
    where e.clinic_id = ${db.clinicId} and e.state = 'active' and e.next_at <= ${db.now}
    order by e.next_at, e.id limit ${most}`)
  if (due.length === 0) return []
  await lockPatients(due.map((row) => row.patient_id))
  const rows = await db.sql<
    Omit<DueEnrolment, 'contacts' | 'reactions'> & { readonly contacts: unknown; readonly reactions: unknown }
  >(sql`
    select e.id, e.campaign_id as "campaignId", e.version, e.patient_id as "patientId", e.type_key as "typeKey", e.band,
      coalesce(k.due_effective, e.anchor_on) as "anchorOn", e.arm, coalesce(e.invited_at, e.enrolled_at) as "enrolledAt", e.contacts, e.reactions,
      case when exists (select 1 from scheduling.visit v where v.clinic_id = e.clinic_id and v.patient_id = e.patient_id
          and v.status = 'finished' and v.ended_at > coalesce(e.invited_at, e.enrolled_at) and v.ended_at <= ${db.now}) then 'visited'
        when e.type_key is not null and k.due_effective is null then 'cycle_closed' end as "goneBecause"
    from campaigns.enrolment e
    left join recall.cycle k on k.clinic_id = e.clinic_id and k.patient_id = e.patient_id and k.type_key = e.type_key
      and k.closed_at is null and e.entry_key = k.type_key || ':' || k.triggered_on
    where e.clinic_id = ${db.clinicId} and e.id = any(${due.map((row) => row.id)}::uuid[]) and e.state = 'active' and e.next_at <= ${db.now}
    order by e.id for update of e skip locked`)
  return rows.map((row) => ({
    ...row,
    contacts: readContacts(row.contacts),
    reactions: readReactions(row.reactions),
  }))
}
