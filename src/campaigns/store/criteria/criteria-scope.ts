import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../../platform/db/module-db.ts'
import type { Language } from '../../../platform/rules/language.ts'
import { zoneWindows } from '../../../recall/rules/zone-windows.ts'
import type { AskedAt } from '../../rules/criteria/asked-at.ts'
import type { VisitPlace } from '../../rules/criteria/criterion.ts'

/** What the set form of criteria is asked with; the surrounding statement provides `duplicate (id, survivor)`. */
export interface CriteriaScope {
  readonly db: ModuleDb<'campaigns'>
  readonly asked: AskedAt
  /** Who has no language on record is written to in this one. */
  readonly clinicLanguage: Language
  /** An array of records as a query in parentheses: only their facts are read. Null: the whole clinic's. */
  readonly records: RawBuilder<unknown> | null
  readonly specialists: Specialists
}

/** Which services and providers belong to each speciality that the criteria name. */
export type Specialists = ReadonlyMap<
  string,
  { readonly services: readonly string[]; readonly providers: readonly string[] }
>

/** Keeps a table to the records asked for, by its own index. */
export function askedFor(
  { records }: Pick<CriteriaScope, 'records'>,
  column: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return records === null ? sql`` : sql`and ${column} = any(${records})`
}

/** `patient_id` of a fact as the surviving record's; goes with `left join duplicate d on d.id = …`. */
export function survivorOf(column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce(d.survivor, ${column})`
}

/** The clinic-local day of an instant; zone data is Temporal's, never PostgreSQL's (law 14). */
export function localDaySql({ asked }: CriteriaScope, instant: RawBuilder<unknown>): RawBuilder<unknown> {
  const { starts, offsetSeconds } = zoneWindows(asked.zone, asked.now)
  const offsets = offsetSeconds.map((seconds) => `${seconds} seconds`)
  return sql`(${instant} at time zone 'UTC' + (${offsets}::interval[])[width_bucket(${instant}, ${starts}::timestamptz[])])::date`
}

/** A condition that holds when all of the given ones do; null where none is given. */
export function allOf(conditions: readonly (RawBuilder<unknown> | null)[]): RawBuilder<boolean> {
  const given = conditions.filter((one) => one !== null)
  return given.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(given, sql` and `)})`
}

export function hasPlace({ services, specialities, providers, locations }: VisitPlace): boolean {
  return [services, specialities, providers, locations].some((list) => list !== undefined)
}
