import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'

type Db = ModuleDb<'scheduling'>

/** What a resource gives becomes exactly these, among services in use; ended ones keep who gave them. */
export async function giveExactly(
  db: Db,
  { resourceId, serviceIds }: { readonly resourceId: string; readonly serviceIds: readonly string[] },
): Promise<void> {
  await db.run(sql`
    delete from scheduling.resource_service g using scheduling.service s
    where g.clinic_id = ${db.clinicId} and g.resource_id = ${resourceId} and g.service_id <> all(${serviceIds}::uuid[])
      and s.clinic_id = g.clinic_id and s.id = g.service_id and s.ended_at is null`)
  await db.run(sql`
    insert into scheduling.resource_service (clinic_id, resource_id, service_id)
    select s.clinic_id, ${resourceId}::uuid, s.id from scheduling.service s
    where s.clinic_id = ${db.clinicId} and s.ended_at is null and s.id = any(${serviceIds}::uuid[])
    on conflict do nothing`)
}

/** Who gives a service becomes exactly these, among resources in use; ended ones keep what they gave. */
export async function giversExactly(
  db: Db,
  { serviceId, resourceIds }: { readonly serviceId: string; readonly resourceIds: readonly string[] },
): Promise<void> {
  await db.run(sql`
    delete from scheduling.resource_service g using scheduling.resource r
    where g.clinic_id = ${db.clinicId} and g.service_id = ${serviceId} and g.resource_id <> all(${resourceIds}::uuid[])
      and r.clinic_id = g.clinic_id and r.id = g.resource_id and r.ended_at is null`)
  await db.run(sql`
    insert into scheduling.resource_service (clinic_id, resource_id, service_id)
    select r.clinic_id, r.id, ${serviceId}::uuid from scheduling.resource r
    where r.clinic_id = ${db.clinicId} and r.ended_at is null and r.id = any(${resourceIds}::uuid[])
    on conflict do nothing`)
}
