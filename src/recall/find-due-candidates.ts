import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { DueFilter } from './contract.ts'
import { namedPatients } from './due-filter.ts'
import type { DueSort } from './rules/due-tabs.ts'
import { duplicateTable } from './store/cycle-scope.ts'
import {
  bookedByDuplicate,
  openAppointment,
  type Span,
  silencedPatients,
  spanTable,
  unsettledPatients,
} from './store/due-spans.ts'
import { momentOf } from './store/moment.ts'

// Whom a page of the due list may show, found in the order of an index, so that nobody looks at a whole clinic for fifty rows.
// A status is never stored (rules/status.ts): those found here are judged exactly afterwards, and are never too few.

type Db = ModuleDb<'recall'>

export interface DueCandidates {
  readonly patientIds: readonly string[]
  /** The last due day, in the order asked for, up to which nobody is missing; null: no day is left out. */
  readonly through: Temporal.PlainDate | null
  /** A longer look finds nobody else. */
  readonly isWhole: boolean
}

export interface DueSearch {
  readonly filter: DueFilter
  readonly sort: DueSort
  /** By due date so many of every type, by name so many of all. */
  readonly most: number
}

interface Walk extends DueSearch, Span {}

/** Those whom the first page or pages may show. */
export async function findDueCandidates(db: Db, search: DueSearch): Promise<DueCandidates> {
  const { today } = await momentOf(db, db.now)
  const { filter } = search
  const walk = { ...search, today }
  if (filter.search !== '') return everybody(db, namedPatients(filter))
  if (filter.tab === 'paused')
    return everybody(db, sql`${silencedPatients(db, today)} union ${unsettledPatients(db, today)}`)
  if (search.sort === 'name') return firstByName(db, walk)
  // Two rare things at once: the appointments ahead are fewer than the cycles one would walk along.
  if (filter.tab === 'booked' && filter.language !== undefined) return everybody(db, bookedSpeakers(db, walk))
  return firstByDue(db, walk)
}

async function everybody(db: Db, ids: RawBuilder<unknown>): Promise<DueCandidates> {
  const rows = await db.sql<{ id: string }>(sql`${ids}`)
  return { patientIds: rows.map((row) => row.id), through: null, isWhole: true }
}

async function firstByDue(db: Db, walk: Walk): Promise<DueCandidates> {
  const { filter, most } = walk
  const isFalling = walk.sort === 'latest_due'
  const [direction, reaches, nearest] = isFalling
    ? [sql`desc`, sql`min(due_effective)`, sql`max(k.reaches)`]
    : [sql`asc`, sql`max(due_effective)`, sql`min(k.reaches)`]
  const isBefore = isFalling ? sql`h.due_effective >= c.through` : sql`h.due_effective <= c.through`
  const [found] = await db.sql<{ ids: readonly string[] | null; through: Temporal.PlainDate | null }>(sql`
    with recursive ${duplicateTable(db, {})},
    ${spanTable(db, walk)},
    hit as (
      select s.key, c.patient_id, c.due_effective
      from span s cross join lateral (
        select c.patient_id, c.due_effective from recall.cycle c
        where c.clinic_id = ${db.clinicId} and c.type_key = s.key and c.closed_at is null
          and c.due_effective between s.first_due and s.last_due ${mayBelong(db, filter, sql`c.patient_id`)}
        order by c.due_effective ${direction} fetch first ${most} rows with ties) c
    ),
    cut as (
      select ${nearest} as through
      from (select ${reaches} as reaches from hit group by key having count(*) >= ${most}) k
    )
    select c.through, (
      select array_agg(w.id) from (
        select h.patient_id as id from hit h where c.through is null or ${isBefore}
        union ${elsewhere(db, walk)}) w) as ids
    from cut c`)
  const through = found?.through ?? null
  return { patientIds: found?.ids ?? [], through, isWhole: through === null }
}

async function firstByName(db: Db, walk: Walk): Promise<DueCandidates> {
  const { filter, most } = walk
  const rows = await db.sql<{ id: string }>(sql`
    with recursive ${duplicateTable(db, {})},
    ${spanTable(db, walk)},
    elsewhere (id) as materialized (${elsewhere(db, walk)})
    select p.id from patients.patient p
    where p.clinic_id = ${db.clinicId} and p.merged_into is null
      ${filter.language === undefined ? sql`` : sql`and p.language = ${filter.language}`}
      and (p.id in (select id from elsewhere) or (
        select true from recall.cycle c join span s on s.key = c.type_key
        where c.clinic_id = ${db.clinicId} and c.patient_id = p.id and c.closed_at is null
          and c.due_effective between s.first_due and s.last_due limit 1) ${filter.tab === 'booked' ? isBooked(db, sql`p.id`) : sql``})
    order by p.full_name, p.id limit ${most}`)
  return { patientIds: rows.map((row) => row.id), through: null, isWhole: rows.length < most }
}

/** What narrows a walk along an index; what a merged record has is found `elsewhere`. */
function mayBelong(
  db: Db,
  { tab, language }: Pick<DueFilter, 'tab' | 'language'>,
  patientId: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const speaks = sql`and exists (
    select from patients.patient l where l.clinic_id = ${db.clinicId} and l.id = ${patientId} and l.language = ${language})`
  return sql`${tab === 'booked' ? sql`and exists (${appointmentsAhead(db, patientId)})` : sql``} ${language === undefined ? sql`` : speaks}`
}

/** One value looked up row by row: an "exists" beside an "or" would be read for the whole clinic first. */
function isBooked(db: Db, patientId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`and (${appointmentsAhead(db, patientId)} limit 1)`
}

function appointmentsAhead(db: Db, patientId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select true from scheduling.appointment a
    where a.clinic_id = ${db.clinicId} and a.patient_id = ${patientId} and ${openAppointment(db)}`
}

/** Ids of patients of a language who have an appointment ahead, on whichever record. */
function bookedSpeakers(db: Db, walk: Walk): RawBuilder<unknown> {
  return sql`
    with recursive ${duplicateTable(db, {})}
    select a.patient_id as id from scheduling.appointment a
      join patients.patient p on p.clinic_id = a.clinic_id and p.id = a.patient_id and p.language = ${walk.filter.language}
    where a.clinic_id = ${db.clinicId} and ${openAppointment(db)}
    union ${elsewhere(db, walk)}`
}

/** Patients whom the stored dates do not lead to: as ids to unite with. Follows `duplicate`. */
function elsewhere(db: Db, { filter, today }: Span): RawBuilder<unknown> {
  return sql`${unsettledPatients(db, today)} ${filter.tab === 'booked' ? sql`union ${bookedByDuplicate(db)}` : sql``}`
}
