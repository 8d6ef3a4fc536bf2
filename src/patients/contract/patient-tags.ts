import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'

// Ids derived by md5 carry no version, so the looser shape.
export const tagParams = z.object({ id: z.guid() })

/** `POST /api/patients/:id/tags` and `POST /api/patients/:id/tags/remove`. */
export const tagBody = z.object({ tag: z.string().trim().min(1).max(60) })

/** `GET /api/patients/:id/tags`. */
export const patientTagsSchema = z.object({
  tags: z.array(
    z.object({
      tag: z.string(),
      since: whenSchema,
      /** Somebody here put it on; otherwise it came with an import only. */
      isOwn: z.boolean(),
    }),
  ),
})

/** `GET /api/tags`: those in use, for choosing one. */
export const tagsSchema = z.object({
  tags: z.array(z.object({ tag: z.string(), patients: z.int().min(0) })),
})
