import { z } from 'zod'

/** RFC 9457 problem details. `type` is a key that the web translates; nothing about a patient stands in it. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** What to look for in the log. */
  trace: z.string(),
  /** Fields that were not accepted: path and key of the reason. */
  fields: z.array(z.object({ path: z.string(), reason: z.string() })).optional(),
})

export type Problem = z.infer<typeof Problem>

/** Thrown by routes for what the caller can mend; everything else becomes a 500 that says nothing. */
export class HttpProblem extends Error {
  readonly status: number
  readonly type: string
  readonly fields: Problem['fields']

  constructor(status: number, type: string, fields?: Problem['fields']) {
    super(type)
    this.status = status
    this.type = type
    this.fields = fields
  }
}
