import { type RawBuilder, sql } from 'kysely'

/**
 * Sets of patients that criteria are asked of: each a table with one row per `patient_id`, computed once whatever number
 * of criteria needs it, and joined by hash to the patients. A criterion then reads its columns, null where the patient is
 * not in the set.
 */
export interface PatientSets {
  /** Joins the set under an alias; the same key gives the same alias. */
  use(key: string, query: () => RawBuilder<unknown>): RawBuilder<unknown>
  /** `, set_1 as (…), set_2 as (…)` */
  tables(): RawBuilder<unknown>
  /** Left joins to `p`. */
  joins(): RawBuilder<unknown>
}

export function patientSets(): PatientSets {
  const sets = new Map<string, { readonly alias: string; readonly query: RawBuilder<unknown> }>()
  const each = (
    part: (set: { readonly alias: string; readonly query: RawBuilder<unknown> }) => RawBuilder<unknown>,
  ) => sql.join([...sets.values()].map(part), sql` `)
  return {
    use: (key, query) => {
      const known = sets.get(key) ?? { alias: `set_${sets.size + 1}`, query: query() }
      sets.set(key, known)
      return sql.ref(known.alias)
    },
    tables: () =>
      sets.size === 0
        ? sql``
        : each(({ alias, query }) => sql`, ${sql.ref(alias)} as materialized (${query})`),
    joins: () =>
      sets.size === 0
        ? sql``
        : each(({ alias }) => sql`left join ${sql.ref(alias)} on ${sql.ref(`${alias}.patient_id`)} = p.id`),
  }
}
