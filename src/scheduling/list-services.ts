import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'

export interface BookableServices {
  readonly services: {
    readonly id: string
    readonly key: string
    readonly name: string
    readonly minutes: number
  }[]
  /** Who provides which of them. */
  readonly resources: { readonly id: string; readonly name: string; readonly serviceIds: string[] }[]
}

/** What staff may book, by name, and with whom; what has ended is left out. */
export async function listServices(db: ModuleDb<'scheduling'>): Promise<BookableServices> {
  const services = await db.sql<BookableServices['services'][number]>(sql`
    select id, key, name, minutes from scheduling.service
    where clinic_id = ${db.clinicId} and ended_at is null order by name, id`)
  const resources = await db.sql<BookableServices['resources'][number]>(sql`
    select r.id, r.name, array_agg(g.service_id::text order by g.service_id) as "serviceIds"
    from scheduling.resource r
    join scheduling.resource_service g on g.clinic_id = r.clinic_id and g.resource_id = r.id
    where r.clinic_id = ${db.clinicId} and r.ended_at is null
    group by r.id, r.name order by r.name, r.id`)
  return { services: [...services], resources: [...resources] }
}
