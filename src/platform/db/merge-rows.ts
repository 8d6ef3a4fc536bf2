import { hash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { derivedUuid } from '../ids/ids.ts'
import type { CopyCell, CopyRow, ModuleDb, OwnTables } from './module-db.ts'
import type { ModuleName } from './module-names.ts'

type StagedType =
  | 'text'
  | 'uuid'
  | 'date'
  | 'timestamptz'
  | 'boolean'
  | 'integer'
  | 'smallint'
  | 'numeric'
  | 'double precision'

/** How one set of rows from outside becomes rows of a table whose key is (clinic_id, id), with source and external_id. */
export interface MergePlan<Name extends ModuleName> {
  readonly into: Extract<keyof OwnTables<Name>, string>
  /** Names what is merged in the derived id: derivedUuid(clinic, source, idKind, externalId). */
  readonly idKind: string
  /** Columns besides clinic_id, id, source and external_id, in the order of the cells. */
  readonly columns: Readonly<Record<string, StagedType>>
  /** The table has a `revision` column: rows are compared by it, otherwise by their columns. */
  readonly hasRevision: boolean
  /** Columns that an update leaves alone, or sets by this expression (`excluded` is the new row). */
  readonly onUpdate?: Readonly<Record<string, 'keep' | RawBuilder<unknown>>>
  /** The column that says whose row it is; told for each written row, before and after. */
  readonly owner?: string
}

/** What a table keeps of a record. */
export interface MergeRow {
  /** What decides whether a stored row is the same; empty where the table keeps none. */
  readonly revision: string
  readonly cells: CopyRow
}

export interface MergeInput<Item> {
  readonly source: string
  readonly records: readonly Item[]
  readonly rowOf: (record: Item) => MergeRow
  /** A record that has an id here already; null: the derived one. */
  readonly knownIdOf?: (record: Item) => string | null
  readonly onDifference: OnDifference
}

/** 'report': rows that exist with other content are left as they are and named; 'update': they are written over. */
export type OnDifference = 'report' | 'update'

export interface MergedRow {
  readonly id: string
  readonly externalId: string
  readonly existed: boolean
  readonly owner: string | null
  readonly previousOwner: string | null
}

export interface MergeOutcome {
  /** Rows written, in no particular order. */
  readonly written: readonly MergedRow[]
  /** External ids of rows that exist with other content and were left alone. */
  readonly differing: readonly string[]
}

/** How much a merge changed, for whoever asked for it. */
export function countsOf({ written, differing }: MergeOutcome): {
  readonly created: number
  readonly updated: number
  readonly differing: readonly string[]
} {
  const updated = written.filter((row) => row.existed).length
  return { created: written.length - updated, updated, differing }
}

/** Whose rows were written, before or after: their facts changed. */
export function ownersOf(written: readonly MergedRow[]): ReadonlySet<string> {
  return new Set(written.flatMap((row) => [row.owner, row.previousOwner].filter((owner) => owner !== null)))
}

/** The content of a record in 22 characters: equal records have equal revisions. */
export function revisionOf(record: unknown): string {
  return hash('md5', JSON.stringify(record), 'base64url')
}

/**
 * Copies the rows into a temporary table and merges them by one statement (law 3: the owner of the table calls this).
 * Of rows with one external id the last wins. Rows that did not change are not touched.
 */
export async function mergeRows<Name extends ModuleName, Item extends { readonly externalId: string }>(
  db: ModuleDb<Name>,
  plan: MergePlan<Name>,
  input: MergeInput<Item>,
): Promise<MergeOutcome> {
  if (input.records.length === 0) return { written: [], differing: [] }
  const revision = plan.hasRevision ? { revision: 'text' as const } : {}
  await stageRows(db, {
    name: 'merge_stage',
    columns: { id: 'uuid', external_id: 'text', ...plan.columns, ...revision },
    rows: stagedRows(db.clinicId, plan, input),
  })
  const rows = await db.sql<MergedRow>(mergeStatement(db.clinicId, plan, input))
  if (input.onDifference === 'update') return { written: rows, differing: [] }
  return {
    written: rows.filter((row) => !row.existed),
    differing: rows.filter((row) => row.existed).map((row) => row.externalId),
  }
}

/** Row by row as they are copied: a set of records is held once. */
function* stagedRows<Name extends ModuleName, Item extends { readonly externalId: string }>(
  clinicId: string,
  plan: MergePlan<Name>,
  { source, records, rowOf, knownIdOf }: MergeInput<Item>,
): Generator<CopyRow> {
  for (const [externalId, record] of new Map(records.map((each) => [each.externalId, each]))) {
    const { revision, cells } = rowOf(record)
    const id = knownIdOf?.(record) ?? derivedUuid(clinicId, source, plan.idKind, externalId)
    yield plan.hasRevision ? [id, externalId, ...cells, revision] : [id, externalId, ...cells]
  }
}

function mergeStatement<Name extends ModuleName>(
  clinicId: string,
  plan: MergePlan<Name>,
  input: { readonly source: string; readonly onDifference: OnDifference },
): RawBuilder<MergedRow> {
  const table = sql.table(plan.into)
  const names = [...Object.keys(plan.columns), ...(plan.hasRevision ? ['revision'] : [])]
  const columns = sql.join(names.map((name) => sql.ref(name)))
  const differs = plan.hasRevision
    ? sql`t.revision <> s.revision`
    : sql`row(${sql.join(names.map((name) => sql.ref(`t.${name}`)))}) is distinct from
        row(${sql.join(names.map((name) => sql.ref(`s.${name}`)))})`
  const owner = plan.owner === undefined ? undefined : sql.ref(plan.owner)
  const updates = input.onDifference === 'update'
  // The lateral part keeps the planner to one look-up by key per row: it knows nothing yet of a table being filled.
  return sql<MergedRow>`
    with compared as materialized (
      select s.*, t.id is not null as existed, t.previous
      from merge_stage s left join lateral (
        select t.id, ${owner === undefined ? sql`null::uuid` : sql`t.${owner}`} as previous, ${differs} as differs
        from ${table} t where t.clinic_id = ${clinicId} and t.id = s.id
        offset 0) t on true
      where t.id is null or t.differs
    ), written as (
      insert into ${table} (clinic_id, source, id, external_id, ${columns})
      select ${clinicId}::uuid, ${input.source}, c.id, c.external_id, ${sql.join(names.map((name) => sql.ref(`c.${name}`)))}
      from compared c ${updates ? sql`` : sql`where not c.existed`}
      on conflict (clinic_id, id) do ${updates ? sql`update set ${sql.join(updatesOf(plan, names))}` : sql`nothing`}
    )
    select c.id, c.external_id as "externalId", c.existed, ${owner === undefined ? sql`null` : sql`c.${owner}`} as owner,
      c.previous as "previousOwner"
    from compared c`
}

function updatesOf<Name extends ModuleName>(
  plan: MergePlan<Name>,
  names: readonly string[],
): RawBuilder<unknown>[] {
  return names.flatMap((name) => {
    const rule = plan.onUpdate?.[name]
    if (rule === 'keep') return []
    return [sql`${sql.ref(name)} = ${rule ?? sql`excluded.${sql.ref(name)}`}`]
  })
}

export interface Stage {
  readonly name: string
  readonly columns: Readonly<Record<string, StagedType>>
  readonly rows: Iterable<readonly CopyCell[]>
}

/** Fills a temporary table that ends with the transaction; a second stage of the same name replaces the first. */
export async function stageRows(
  db: Pick<ModuleDb<ModuleName>, 'run' | 'copyInto'>,
  stage: Stage,
): Promise<void> {
  const columns = Object.entries(stage.columns).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`)
  const name = sql.table(stage.name)
  await db.run(sql`drop table if exists ${name}`)
  await db.run(sql`create temporary table ${name} (${sql.join(columns)}) on commit drop`)
  await db.copyInto({ table: stage.name, columns: Object.keys(stage.columns) }, stage.rows)
}
