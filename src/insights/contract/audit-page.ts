import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { auditQuestions, auditSchema, auditSteps } from './audit.ts'

const { recalled, lapsed, gain, data } = auditSchema.shape
const count = z.int().min(0)
/** In the reader's language. */
const word = z.string()

const lapsedRow = z.object({ name: word, patients: count, yearlyMinor: z.number().nullable() })

/** The audit as its page shows it: names and verdicts are words already, numbers are still numbers. */
const shownAuditSchema = z.object({
  asOf: whenSchema,
  recalled: z.object({
    from: word,
    to: word,
    people: recalled.shape.people,
    types: z.array(recalled.shape.types.element.omit({ names: true }).extend({ name: word, word })),
  }),
  lapsed: lapsed.pick({ patients: true, withoutValue: true }).extend({
    byAway: z.array(lapsedRow),
    byOverdue: z.array(lapsedRow),
    byDefinition: z.array(z.object({ name: word, patients: count })),
    byQuarter: z.array(lapsedRow).nullable(),
  }),
  /** `note`: what it rests on, or why nothing is worked out. */
  gain: gain.extend({ note: word }),
  /** `todo`: why it matters and what to do; null: there is enough. */
  data: z.array(data.element.extend({ name: word, word, todo: word.nullable() })),
})
export type ShownAudit = z.infer<typeof shownAuditSchema>

/** `GET /api/audit`: what was measured last, and what is under way. */
export const auditPageSchema = z.object({
  /** Null: nobody has measured yet. */
  audit: shownAuditSchema.nullable(),
  measuring: z
    .object({
      /** `running` by a worker, or `waiting` for one. */
      state: z.enum(['waiting', 'running']),
      /** Which step of how many; 0: not begun. */
      step: count,
      steps: count,
      stepName: z.enum(auditSteps).nullable(),
      since: whenSchema,
      by: z.string(),
    })
    .nullable(),
  /** The newest measurement ended without a result. */
  failedAt: whenSchema.nullable(),
  questions: z.array(
    z.object({
      question: z.enum(auditQuestions),
      text: word,
      /** Null: nobody has answered yet. */
      answer: z.object({ text: z.string(), by: z.string(), at: whenSchema }).nullable(),
    }),
  ),
})
export type AuditPage = z.infer<typeof auditPageSchema>

/** `POST /api/audit/visit-value`: what a visit brings on average, in minor units. */
export const visitValueBody = z.strictObject({ valueMinor: z.int().min(1).max(1_000_000_000) })
