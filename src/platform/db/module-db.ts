import type { Kysely, RawBuilder } from 'kysely'
import type { DomainEvent } from '../events/domain-event.ts'
import type { Ids } from '../ids/ids.ts'
import type { ClinicId } from '../rules/brand.ts'
import type { AtOrBelow, ModuleName } from './module-names.ts'
import type { Tables } from './tables.gen.ts'

type TablesOf<Name extends ModuleName> = Pick<Tables, Extract<keyof Tables, `${Name}.${string}`>>

/** Everything a module may select: its own schema and those left of it. */
export type ReadableTables<Name extends ModuleName> = TablesOf<AtOrBelow<Name>>

/** Everything a module may write: its own schema (law 3). */
export type OwnTables<Name extends ModuleName> = TablesOf<Name>

/**
 * One tenant transaction as one module sees it: it reads what stands left of it and writes its own schema only.
 * Row-level security keeps every statement inside `clinicId`.
 */
export interface ModuleDb<Name extends ModuleName> {
  readonly clinicId: ClinicId
  /** The transaction's moment; SQL never reads a clock (law 14). */
  readonly now: Temporal.Instant
  readonly ids: Ids
  readonly read: Pick<
    Kysely<ReadableTables<Name>>,
    'selectFrom' | 'selectNoFrom' | 'with' | 'fn' | 'case' | 'dynamic'
  >
  readonly write: Kysely<OwnTables<Name>>
  /** Runs a statement written by hand; it obeys the same ownership (a test reads the SQL). */
  sql<Row>(statement: RawBuilder<Row>): Promise<Row[]>
  /** Like `sql`, and tells how many rows were written. */
  run(statement: RawBuilder<unknown>): Promise<number>
  /** Streams rows into a table by COPY: each row an array of cells (null is NULL), in the order of `columns`. */
  copyInto(target: CopyTarget, rows: AsyncIterable<CopyRow> | Iterable<CopyRow>): Promise<number>
  /** Publishes an event: in-transaction subscribers run now, queued ones are enqueued by this transaction (law 2). */
  emit<Event extends DomainEvent>(event: Event): Promise<void>
  /** The same transaction as a module further left sees it, to call its use cases. */
  as<Lower extends AtOrBelow<Name>>(module: Lower): ModuleDb<Lower>
}

/** The transaction before any module has narrowed it. */
export type TenantTransaction = ModuleDb<'main'>

export interface CopyTarget {
  readonly table: string
  readonly columns: readonly string[]
}

export type CopyCell = string | number | boolean | null | Temporal.Instant | Temporal.PlainDate

export type CopyRow = readonly CopyCell[]
