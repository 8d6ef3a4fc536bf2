import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { type Moment, momentOf } from './moment.ts'

/** Ids of records, or an expression that gives an array of them. */
export type AskedRecords = readonly string[] | RawBuilder<unknown>

export interface CycleScope {
  readonly moment: Moment
  /** Only these records; a person's duplicates must be among them. Absent: the whole clinic. */
  readonly patientIds?: AskedRecords
  readonly shape: FactShape
}

/** What a clinic has none of is left out of the statements: half of their work is about what few clinics have. */
export interface FactShape {
  /** Merged records in the scope. */
  readonly hasDuplicates: boolean
  /** Kinds of triggers and conditions that enabled types have. */
  readonly triggerKinds: ReadonlySet<string>
  /** Intervals that staff arranged for single patients, ever. */
  readonly hasArrangements: boolean
}

/** The scope of an instant, of the whole clinic or of these records. */
export async function scopeOf(
  db: ModuleDb<'recall'>,
  { asOf, patientIds }: { readonly asOf: Temporal.Instant; readonly patientIds?: AskedRecords },
): Promise<CycleScope> {
  const [row] = await db.sql<{ duplicates: boolean; arrangements: boolean; kinds: readonly string[] }>(sql`
    select exists (select from patients.patient p
        where p.clinic_id = ${db.clinicId} and p.merged_into is not null ${askedFor(patientIds)(sql`p.id`)}) as duplicates,
      exists (select from recall.arrangement a
        where a.clinic_id = ${db.clinicId} and a.kind = 'interval' ${askedFor(patientIds)(sql`a.patient_id`)}) as arrangements,
      array(select distinct t.kind
        from recall.trigger t join recall.recall_type r on r.clinic_id = t.clinic_id and r.key = t.type_key
        where t.clinic_id = ${db.clinicId} and r.disabled_at is null) as kinds`)
  const shape: FactShape = {
    hasDuplicates: row?.duplicates ?? true,
    hasArrangements: row?.arrangements ?? true,
    triggerKinds: new Set(row?.kinds),
  }
  return { moment: await momentOf(db, asOf), shape, ...(patientIds === undefined ? {} : { patientIds }) }
}

/** A condition that keeps a statement to the patients asked for, each table by its own index. */
export function askedFor(patientIds: AskedRecords | undefined) {
  return (column: RawBuilder<unknown>): RawBuilder<unknown> => {
    if (patientIds === undefined) return sql``
    return 'toOperationNode' in patientIds
      ? sql`and ${column} = any(${patientIds})`
      : sql`and ${column} = any(${patientIds}::uuid[])`
  }
}

/**
 * The scope for one statement that names its ids many times: they are sent and read once, by `tables`, the first of its
 * `with recursive`; a thousand ids at each mention cost more planning than finding the records.
 */
export function askedOnce(scope: CycleScope): {
  readonly tables: RawBuilder<unknown>
  readonly scope: CycleScope
} {
  const { patientIds } = scope
  if (patientIds === undefined) return { tables: sql``, scope }
  return {
    tables: sql`asked (ids) as (select ${'toOperationNode' in patientIds ? patientIds : sql`${patientIds}::uuid[]`}),`,
    // Without the cast "any" would take the query for a list of rows.
    scope: { ...scope, patientIds: sql`(select ids from asked)::uuid[]` },
  }
}

/** The surviving record of a column's record, and the join (to `duplicate` as d) that it takes. */
export function survivorOf(
  { hasDuplicates }: Pick<FactShape, 'hasDuplicates'>,
  column: RawBuilder<unknown>,
): { readonly id: RawBuilder<unknown>; readonly join: RawBuilder<unknown> } {
  return hasDuplicates
    ? { id: sql`coalesce(d.survivor, ${column})`, join: sql`left join duplicate d on d.id = ${column}` }
    : { id: column, join: sql`` }
}

/** Merged records and the survivor at the end of the chain. */
export function duplicateTable(
  db: ModuleDb<'recall'>,
  { patientIds }: Pick<CycleScope, 'patientIds'>,
): RawBuilder<unknown> {
  const asked = askedFor(patientIds)(sql`p.id`)
  return sql`
    merge_step (id, survivor) as (
      select p.id, p.merged_into from patients.patient p
      where p.clinic_id = ${db.clinicId} and p.merged_into is not null ${asked}
      union
      select m.id, p.merged_into
      from merge_step m join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = m.survivor
      where p.merged_into is not null ${asked}
    ),
    duplicate as (
      select m.id, m.survivor
      from merge_step m left join (select distinct id from merge_step) further on further.id = m.survivor
      where further.id is null
    )`
}
