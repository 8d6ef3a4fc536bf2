import { z } from 'zod'
import { languages } from '../../platform/rules/language.ts'
import { dueSorts, dueTabs } from '../../recall/rules/due-tabs.ts'

/** As the address of the due list says it. Words of a search are no part of it: they may be a patient's name. */
export const dueViewFilterSchema = z.strictObject({
  tab: z.enum(dueTabs),
  type: z.string().min(1).max(64).optional(),
  /** Id of a range of the tab, as "8w+". */
  range: z.string().min(1).max(16).optional(),
  language: z.enum(languages).optional(),
  sort: z.enum(dueSorts),
})
export type DueViewFilter = z.infer<typeof dueViewFilterSchema>

const name = z.string().trim().min(1).max(60)

/** `POST /api/due-list/views`: a view of one's own; 409 `name_taken`, `too_many_views`. */
export const saveDueViewBody = z.strictObject({ name, filter: dueViewFilterSchema })
export type SaveDueView = z.infer<typeof saveDueViewBody>

/** `POST /api/due-list/views/:viewId`: another name; 409 `name_taken`. */
export const renameDueViewBody = z.strictObject({ name })

export const dueViewParams = z.object({ viewId: z.uuid() })

export const savedDueViewSchema = z.object({ id: z.string(), name: z.string(), filter: dueViewFilterSchema })
export type SavedDueView = z.infer<typeof savedDueViewSchema>

/** `GET /api/due-list/views`: the reader's own, by name. */
export const dueViewsQuery = z.object({
  page: z.coerce.number().int().min(1).max(1_000).default(1),
  pageSize: z.coerce.number().int().min(10).max(100).default(100),
})
export type DueViewsQuery = z.infer<typeof dueViewsQuery>
export const dueViewsSchema = z.object({ views: z.array(savedDueViewSchema), total: z.int().min(0) })
export type DueViews = z.infer<typeof dueViewsSchema>
