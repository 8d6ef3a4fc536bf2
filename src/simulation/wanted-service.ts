import { sql } from 'kysely'
import { enrolmentIdOf } from '../campaigns/rules/origins.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'

/**
 * What a returning patient asks for: the service of the recall type they were invited for, else of the one that is
 * longest due, else the clinic's check-up.
 */
export async function wantedService(
  db: ModuleDb<'simulation'>,
  { patientId, subjectKey }: { readonly patientId: string; readonly subjectKey: string | null },
): Promise<string | null> {
  const [row] = await db.sql<{ id: string }>(sql`
    select s.id
    from scheduling.service s
    left join campaigns.enrolment e on e.clinic_id = s.clinic_id and e.id = ${enrolmentIdOf(subjectKey)}::uuid
    left join lateral (select c.type_key from recall.cycle c
      where c.clinic_id = s.clinic_id and c.patient_id = ${patientId}::uuid and c.closed_at is null
      order by c.due_effective, c.type_key limit 1) due on true
    left join recall.recall_type t on t.clinic_id = s.clinic_id and t.key = coalesce(e.type_key, due.type_key)
    where s.clinic_id = ${db.clinicId} and s.ended_at is null and s.is_bookable
    order by coalesce(array_position(t.service_keys, s.key), 100), s.key = 'checkup' desc, s.key
    limit 1`)
  return row?.id ?? null
}
