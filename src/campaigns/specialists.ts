import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { type Criterion, leavesOf } from './rules/criteria/criterion.ts'
import type { Specialists } from './store/criteria/criteria-scope.ts'

/** The services and providers of each speciality that the criteria name; both lists are short. */
export async function readSpecialists(
  db: ModuleDb<'campaigns'>,
  criteria: Criterion | undefined,
): Promise<Specialists> {
  const named = [...new Set(criteria === undefined ? [] : leavesOf(criteria).flatMap(specialitiesOf))]
  if (named.length === 0) return new Map()
  const rows = await db.sql<{ speciality: string; services: string[]; providers: string[] }>(sql`
    select w.speciality,
      array(select s.key from scheduling.service s where s.clinic_id = ${db.clinicId} and s.speciality = w.speciality) as services,
      array(select r.id::text from scheduling.resource r where r.clinic_id = ${db.clinicId} and r.speciality = w.speciality) as providers
    from unnest(${named}::text[]) as w (speciality)`)
  return new Map(rows.map(({ speciality, services, providers }) => [speciality, { services, providers }]))
}

function specialitiesOf(leaf: ReturnType<typeof leavesOf>[number]): readonly string[] {
  return leaf.kind === 'last_visit' || leaf.kind === 'visited' ? (leaf.specialities ?? []) : []
}
