import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

/** The tags in use at a clinic, for choosing one, with how many people have each. */
export async function listTags(
  db: ModuleDb<'patients'>,
): Promise<readonly { readonly tag: string; readonly patients: number }[]> {
  return db.sql<{ tag: string; patients: number }>(sql`
    select t.tag, count(distinct coalesce(p.merged_into, p.id)) as patients
    from patients.patient_tag t
    join patients.patient p on p.clinic_id = t.clinic_id and p.id = t.patient_id
    where t.clinic_id = ${db.clinicId} and t.ended_at is null
    group by t.tag
    order by t.tag`)
}
