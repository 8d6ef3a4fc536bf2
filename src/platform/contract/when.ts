import { z } from 'zod'

/** A moment on the wire: the exact instant, and the words for it in the reader's language, country and zone. */
export const whenSchema = z.strictObject({ iso: z.string(), text: z.string() })

export type When = z.infer<typeof whenSchema>
