import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'

/** Who says that the survivor is reached there: an import neither ends nor renews what a merge brought. */
const bySource = 'merge'

/** A contact of the survivor before the merge; null: they did not have it. */
export interface ContactBefore {
  readonly contactPointId: string
  readonly before: {
    readonly use: string
    readonly rank: number
    readonly source: string
    readonly endedAt: string
  } | null
}

/** The survivor is reached wherever the other record is, after their own addresses. Answers what was there before. */
export async function giveContacts(
  db: ModuleDb<'patients'>,
  { from, into }: { readonly from: string; readonly into: string },
): Promise<readonly ContactBefore[]> {
  const given = await db.sql<ContactBefore>(sql`
    select f.contact_point_id as "contactPointId",
      case when i.contact_point_id is not null
        then json_build_object('use', i.use, 'rank', i.rank, 'source', i.source, 'endedAt', i.ended_at) end as before
    from patients.patient_contact f
    left join patients.patient_contact i
      on i.clinic_id = f.clinic_id and i.patient_id = ${into} and i.contact_point_id = f.contact_point_id
    where f.clinic_id = ${db.clinicId} and f.patient_id = ${from} and f.ended_at is null
      and (i.contact_point_id is null or i.ended_at is not null)
    order by 1`)
  await db.run(sql`
    insert into patients.patient_contact (clinic_id, patient_id, contact_point_id, use, rank, source)
    select f.clinic_id, ${into}::uuid, f.contact_point_id, f.use,
      least(99, (select coalesce(max(o.rank), 0) from patients.patient_contact o
          where o.clinic_id = f.clinic_id and o.patient_id = ${into} and o.ended_at is null)
        + row_number() over (order by f.rank, f.contact_point_id)), ${bySource}
    from patients.patient_contact f
    where f.clinic_id = ${db.clinicId} and f.patient_id = ${from} and f.ended_at is null
      and f.contact_point_id = any(${given.map((each) => each.contactPointId)}::uuid[])
    on conflict (clinic_id, patient_id, contact_point_id) do update
      set use = excluded.use, rank = excluded.rank, source = excluded.source, ended_at = null`)
  return given
}

/**
 * Takes back what merged records brought, as it was, once no record of the survivor brings it any more; what the
 * survivor's own source has listed since stays. Answers the addresses that went.
 */
export async function takeContactsBack(
  db: ModuleDb<'patients'>,
  survivor: string,
  given: readonly ContactBefore[],
): Promise<readonly string[]> {
  const rows = await db.sql<{ id: string }>(sql`
    update patients.patient_contact c
    set use = coalesce(g.before ->> 'use', c.use), rank = coalesce((g.before ->> 'rank')::smallint, c.rank),
      source = coalesce(g.before ->> 'source', c.source),
      ended_at = coalesce((g.before ->> 'endedAt')::timestamptz, ${db.now}::timestamptz)
    from patients.patient_contact was
    left join unnest(${given.map((each) => each.contactPointId)}::uuid[],
      ${given.map((each) => JSON.stringify(each.before))}::jsonb[]) as g (contact_point_id, before)
      on g.contact_point_id = was.contact_point_id
    where was.clinic_id = ${db.clinicId} and was.patient_id = ${survivor} and was.source = ${bySource} and was.ended_at is null
      and c.clinic_id = was.clinic_id and c.patient_id = was.patient_id and c.contact_point_id = was.contact_point_id
      and not exists (select from patients.patient r
        join patients.patient_contact o on o.clinic_id = r.clinic_id and o.patient_id = r.id
          and o.contact_point_id = was.contact_point_id and o.ended_at is null
        where r.clinic_id = was.clinic_id and r.merged_into = was.patient_id)
    returning c.contact_point_id as id`)
  return rows.map((row) => row.id)
}
