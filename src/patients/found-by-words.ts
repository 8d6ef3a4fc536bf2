import { type RawBuilder, sql } from 'kysely'
import { scriptVariants } from './rules/script-variants.ts'

/**
 * Patients by words of their name, in any script and order, or by a part of their number: rows `(id)`, to select from.
 * The first `most` by name of each way to write what was typed. Merged records are found as the one that lives on.
 * Law 13: text search runs in a function that checks the clinic itself.
 */
export function foundByWords(typed: string, most: number): RawBuilder<unknown> {
  // Names are kept folded and numbers as they are: "P-12" is two words in one and one word in the other.
  return sql`(
    select distinct found.id
    from (
      select platform.folded(v) as words from unnest(${[...scriptVariants(typed)]}::text[]) as v
      union select lower(${typed})
    ) as way cross join lateral patients.search_patients(way.words, ${most}::integer) as found (id))`
}
