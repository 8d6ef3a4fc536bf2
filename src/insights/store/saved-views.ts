import { sql } from 'kysely'
import { json } from '../../platform/db/database.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { DueViewFilter, DueViews, DueViewsQuery, SavedDueView } from '../contract/due-views.ts'

/** Views belong to one person: every statement names them. */
export interface ViewKey {
  readonly staffId: string
  readonly viewId: string
}

export async function readViews(
  db: ModuleDb<'insights'>,
  { staffId, page, pageSize }: DueViewsQuery & { readonly staffId: string },
): Promise<DueViews> {
  const views = await db.sql<SavedDueView>(sql`
    select id, name, filter from insights.saved_view
    where clinic_id = ${db.clinicId} and staff_id = ${staffId} and removed_at is null
    order by lower(name), id limit ${pageSize} offset ${(page - 1) * pageSize}`)
  return { views, total: await countViews(db, staffId) }
}

export async function countViews(db: ModuleDb<'insights'>, staffId: string): Promise<number> {
  const [row] = await db.sql<{ views: number }>(sql`
    select count(*)::integer as views from insights.saved_view
    where clinic_id = ${db.clinicId} and staff_id = ${staffId} and removed_at is null`)
  return row?.views ?? 0
}

interface NewView {
  readonly staffId: string
  readonly name: string
  readonly filter: DueViewFilter
}

/** The id of the new view; null: the person has one of that name. */
export async function insertView(
  db: ModuleDb<'insights'>,
  { staffId, name, filter }: NewView,
): Promise<string | null> {
  const inserted = await db.write
    .insertInto('insights.saved_view')
    .values({
      clinic_id: db.clinicId,
      id: db.ids.uuid(db.now),
      staff_id: staffId,
      name,
      filter: json(filter),
      saved_at: db.now,
      changed_at: db.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted?.id ?? null
}

/** Locked until the transaction ends, so that its names follow one after the other. */
export async function lockView(
  db: ModuleDb<'insights'>,
  { staffId, viewId }: ViewKey,
): Promise<{ readonly name: string; readonly isRemoved: boolean } | null> {
  const [row] = await db.sql<{ name: string; isRemoved: boolean }>(sql`
    select name, removed_at is not null as "isRemoved" from insights.saved_view
    where clinic_id = ${db.clinicId} and staff_id = ${staffId} and id = ${viewId} for update`)
  return row ?? null
}

/** Whether another view of the person, one that was not removed, has the name; capitals make no other name. */
export async function hasNamesake(
  db: ModuleDb<'insights'>,
  { staffId, viewId, name }: ViewKey & { readonly name: string },
): Promise<boolean> {
  const rows = await db.sql(sql`
    select from insights.saved_view
    where clinic_id = ${db.clinicId} and staff_id = ${staffId} and lower(name) = lower(${name})
      and removed_at is null and id <> ${viewId}`)
  return rows.length > 0
}

export async function updateView(
  db: ModuleDb<'insights'>,
  { staffId, viewId, name, isRemoved }: ViewKey & { readonly name: string; readonly isRemoved: boolean },
): Promise<void> {
  await db.write
    .updateTable('insights.saved_view')
    .set({ name, changed_at: db.now, removed_at: isRemoved ? db.now : null })
    .where('clinic_id', '=', db.clinicId)
    .where('staff_id', '=', staffId)
    .where('id', '=', viewId)
    .execute()
}
