import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'

/**
 * `recall_rule`: enabled types with a number each (a million groups by number are cheaper than by name); `code (no, kind,
 * code)`; `kin (from_no, into_no, is_own, counts)`: whose place a type takes (or its own, or of which it is the
 * grown-up form), and whether those triggers count for it.
 */
export function ruleTables(db: ModuleDb<'recall'>): RawBuilder<unknown> {
  return sql`
    recall_rule as (
      select row_number() over (order by t.key)::integer as no, t.*
      from recall.recall_type t where t.clinic_id = ${db.clinicId} and t.disabled_at is null
    ),
    code as (
      select r.no, t.kind, t.code
      from recall.trigger t join recall_rule r on r.key = t.type_key
      where t.clinic_id = ${db.clinicId}
    ),
    kin as (
      select no as from_no, no as into_no, true as is_own, true as counts from recall_rule
      union all
      select child.no, r.no, true, true
      from recall_rule r cross join unnest(r.succeeds) as wanted (key) join recall_rule child on child.key = wanted.key
      union all
      select r.no, heir.no, false, r.shares_triggers
      from recall_rule r cross join unnest(r.excludes) as wanted (key) join recall_rule heir on heir.key = wanted.key
    )`
}
