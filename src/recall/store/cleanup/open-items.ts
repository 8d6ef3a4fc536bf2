import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../../../platform/db/module-db.ts'
import { isUuid } from '../../../platform/rules/brand.ts'
import type { CleanupKind } from '../../rules/cleanup.ts'
import { withHashPlans } from '../../with-hash-plans.ts'
import { type FoundItems, foundItems, visitOrder } from './found-items.ts'

type Db = ModuleDb<'recall'>

export interface OpenItem {
  readonly item: string
  readonly patientId: string
  readonly owner: string | null
  readonly dueOn: Temporal.PlainDate | null
  readonly basis: string
  /** Where the list goes on after it. */
  readonly sort: string
  readonly tie: string
}

/** An owner by name, `null`: what nobody has; undefined: whoever has it. */
export type OwnerWanted = string | null | undefined

interface Page {
  readonly owner: OwnerWanted
  readonly after: Pick<OpenItem, 'sort' | 'tie'> | null
  readonly most: number
}

/** A page of what is found and not decided; what was decided about other facts is to do again. Null: `after` is no place. */
export async function openItems(db: Db, kind: CleanupKind, page: Page): Promise<readonly OpenItem[] | null> {
  if (kind === 'unclear_visit') return openVisits(db, page)
  const found = await foundItems(db, kind)
  return found === null ? [] : pageOf(db, kind, { found, page })
}

/** Appointments of a first look; most clinics need no second. */
const firstLook = 500

/** Visits are judged in their order until a page is full: a large clinic has many ahead, and a page shows few. */
async function openVisits(db: Db, page: Page): Promise<readonly OpenItem[] | null> {
  if (page.after !== null && !isPlace(visitOrder, page.after)) return null
  const from = page.after === null ? null : instantOf(page.after.sort)
  for (let most = firstLook; ; most *= 4) {
    const found = await foundItems(db, 'unclear_visit', { from, most })
    if (found === null) return []
    const items = await withHashPlans(db, async () => pageOf(db, 'unclear_visit', { found, page }))
    if (items === null || items.length >= page.most || (found.before ?? null) === null) return items
  }
}

/** As PostgreSQL writes it: 2026-11-26 08:00:00+00. */
function instantOf(text: string): Temporal.Instant {
  return Temporal.Instant.from(text.replace(' ', 'T'))
}

async function pageOf(
  db: Db,
  kind: CleanupKind,
  { found, page }: { readonly found: FoundItems; readonly page: Page },
): Promise<readonly OpenItem[] | null> {
  const { after } = page
  if (after !== null && !isPlace(found, after)) return null
  const beyond = after === null ? sql`` : sql`and ${comesAfter(db, found, after)}`
  return db.sql<OpenItem>(sql`
    select f.item, f.patient_id as "patientId", t.owner, t.due_on as "dueOn", f.basis, ${sortOf(found)} as sort, f.tie::text as tie
    ${openOf(db, kind, found)} ${ownedBy(page.owner)} ${beyond}
    order by f.sort, f.tie limit ${page.most}`)
}

/** A place is remembered by browsers and logs, so that a name is not in it: it is looked up again. */
function sortOf({ sortType }: FoundItems): RawBuilder<unknown> {
  return sortType === 'text' ? sql`''` : sql`f.sort::text`
}

/** That an item comes after a place; the sort alone is said too, because an index of one table knows no more. */
function comesAfter(
  db: Db,
  { sortType, tieType }: FoundItems,
  { sort, tie }: Pick<OpenItem, 'sort' | 'tie'>,
): RawBuilder<unknown> {
  const from =
    sortType === 'text'
      ? sql`(select n.full_name from patients.patient n where n.clinic_id = ${db.clinicId} and n.id = ${tie}::uuid)`
      : sql`${sort}::${sql.raw(sortType)}`
  return sql`f.sort >= ${from} and (f.sort, f.tie) > (${from}, ${tie}::${sql.raw(tieType)})`
}

const shapes = {
  text: /^$/,
  uuid: /^[0-9a-f-]{36}$/,
  timestamptz: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?$/,
  'double precision': /^-?\d{1,20}(\.\d{1,20})?(e[+-]\d{1,3})?$/,
} as const

/** A place comes back from outside: what no list gave must not reach the database. */
function isPlace(
  { sortType, tieType }: Pick<FoundItems, 'sortType' | 'tieType'>,
  { sort, tie }: Pick<OpenItem, 'sort' | 'tie'>,
): boolean {
  return shapes[sortType].test(sort) && shapes[tieType].test(tie)
}

/** The item as it is now; null: there is nothing to do about it. */
export async function openItem(db: Db, kind: CleanupKind, item: string): Promise<OpenItem | null> {
  const found = await foundItems(db, kind)
  if (found === null) return null
  const [row] = await db.sql<OpenItem>(sql`
    select f.item, f.patient_id as "patientId", t.owner, t.due_on as "dueOn", f.basis, ${sortOf(found)} as sort, f.tie::text as tie
    ${openOf(db, kind, found)} ${named(kind, [item])}`)
  return row ?? null
}

/** How many are open, by owner ('': nobody). */
export async function countOpen(db: Db, kind: CleanupKind): Promise<ReadonlyMap<string, number>> {
  const found = await foundItems(db, kind)
  if (found === null) return new Map()
  const count = sql<{ owner: string; open: number }>`
    select coalesce(t.owner, '') as owner, count(*)::int as open ${openOf(db, kind, found)} group by 1`
  const rows = await (kind === 'unclear_visit' ? withHashPlans(db, async () => db.sql(count)) : db.sql(count))
  return new Map(rows.map(({ owner, open }) => [owner, open]))
}

/** Gives all open items of a kind (of those whom `from` has) to somebody, in one statement. */
export async function takeOpenItems(
  db: Db,
  kind: CleanupKind,
  to: {
    readonly owner: string
    readonly ownerId: string | null
    readonly dueOn: Temporal.PlainDate
    readonly by: string
    readonly from: OwnerWanted
    readonly items: readonly string[] | null
  },
): Promise<number> {
  const found = await foundItems(db, kind)
  if (found === null) return 0
  return db.run(sql`
    insert into recall.cleanup_task as was
      (clinic_id, kind, item, owner, owner_id, assigned_by, assigned_at, due_on)
    select ${db.clinicId}::uuid, ${kind}::text, f.item, ${to.owner}::text, ${to.ownerId}::uuid, ${to.by}::text, ${db.now}::timestamptz,
      ${to.dueOn}::date
    ${openOf(db, kind, found)} ${ownedBy(to.from)} ${to.items === null ? sql`` : named(kind, to.items)}
    order by f.item
    on conflict (clinic_id, kind, item) do update
      set owner = excluded.owner, owner_id = excluded.owner_id, assigned_by = excluded.assigned_by,
        assigned_at = excluded.assigned_at, due_on = excluded.due_on`)
}

function openOf(db: Db, kind: CleanupKind, { rows }: FoundItems): RawBuilder<unknown> {
  return sql`
    from (${rows}) f
      left join recall.cleanup_task t on t.clinic_id = ${db.clinicId} and t.kind = ${kind} and t.item = f.item
    where (t.decided_at is null or t.basis is distinct from f.basis)`
}

/** All but visits are named by the patient first, whom an index finds. */
function named(kind: CleanupKind, items: readonly string[]): RawBuilder<unknown> {
  const these = sql`and f.item = any(${[...items]}::text[])`
  if (kind === 'unclear_visit') return these
  const patientIds = items.flatMap((item) => item.split(':', 1)).filter(isUuid)
  return sql`${these} and f.patient_id = any(${patientIds}::uuid[])`
}

function ownedBy(owner: OwnerWanted): RawBuilder<unknown> {
  if (owner === undefined) return sql``
  return owner === null ? sql`and t.owner is null` : sql`and t.owner = ${owner}`
}
