import { sql } from 'kysely'
import type { ContactRules } from '../outreach/contact-rules.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { type MayWrite, mayWrite, type Way } from './may-write.ts'

export interface WayToWrite extends Way, MayWrite {
  /** The number or address in full. */
  readonly address: string
}

/** The patient's numbers and addresses with what the gate says of each; SMS first, and what is asked first before the rest. */
export async function waysToWrite(
  db: ModuleDb<'conversations'>,
  rules: ContactRules,
  patientId: string,
): Promise<readonly WayToWrite[]> {
  const ways = await db.sql<Way & { readonly address: string }>(sql`
    select c.patient_id as "patientId", cp.id as "contactPointId", case cp.kind when 'phone' then 'sms' else 'email' end as channel,
      cp.value as address
    from patients.patient_contact c
    join patients.contact_point cp on cp.clinic_id = c.clinic_id and cp.id = c.contact_point_id
    where c.clinic_id = ${db.clinicId} and c.patient_id = ${patientId} and c.ended_at is null
    order by cp.kind desc, c.rank, (c.use = 'mobile') desc, cp.id`)
  const judged = await mayWrite(db, rules, ways)
  return ways.map((way, index) => {
    const may = judged[index]
    if (may === undefined) throw new Error('a way was not judged')
    return { ...way, ...may }
  })
}
