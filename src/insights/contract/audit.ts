import { z } from 'zod'
import { overdueBands } from '../../recall/rules/bands.ts'
import { awayBands } from '../../recall/rules/look-back-counts.ts'
import { dataKinds, dataLevels } from '../rules/audit-data.ts'
import { verdictsOfShare } from '../rules/audit-figures.ts'

const count = z.int().min(0)
const range = z.object({ low: z.number(), high: z.number() })
const names = z.object({ en: z.string(), pl: z.string(), ru: z.string(), ms: z.string() })

/** What is asked about how the clinic recalls today. */
export const auditQuestions = ['who', 'how', 'how_often', 'technology', 'no_answer'] as const
export type AuditQuestion = (typeof auditQuestions)[number]

export const answerBody = z.strictObject({
  question: z.enum(auditQuestions),
  answer: z.string().trim().min(1).max(500),
})

const answerSchema = z.object({
  question: z.enum(auditQuestions),
  /** Null: nobody has answered yet. */
  answer: z.object({ text: z.string(), by: z.string(), at: z.string() }).nullable(),
})

const returnsSchema = z.object({ due: count, returned: count, late: count, share: z.number().nullable() })

const lapsedRow = z.object({
  patients: count,
  /** What they brought in a year of coming, minor units; null: not known of any. */
  yearlyMinor: z.number().nullable(),
})

export const auditSchema = z.object({
  clinic: z.object({ name: z.string(), currency: z.string() }),
  asOf: z.string(),
  recalled: z.object({
    /** Cycles due from this day on, so many months; the last three months wait for those who come a little late. */
    from: z.string(),
    to: z.string(),
    people: returnsSchema,
    types: z.array(
      returnsSchema.extend({
        key: z.string(),
        names,
        isEnabled: z.boolean(),
        verdict: z.enum(verdictsOfShare),
        benchmark: range.extend({ source: z.string(), status: z.literal('claim') }).nullable(),
      }),
    ),
  }),
  lapsed: z.object({
    patients: count,
    byAway: z.array(lapsedRow.extend({ band: z.enum(awayBands) })),
    byOverdue: z.array(lapsedRow.extend({ band: z.enum(overdueBands) })),
    byDefinition: z.array(z.object({ key: z.string(), names, patients: count })),
    /** Null under 30 patients with a value. From the least valuable quarter of all patients to the most. */
    byQuarter: z.array(lapsedRow.extend({ fromMinor: z.number().nullable() })).nullable(),
    withoutValue: count,
  }),
  gain: z.object({
    visitValueMinor: z.number().nullable(),
    visitValueFrom: z.enum(['visits', 'clinic', 'not_known']),
    steps: z.array(z.object({ points: z.number(), visits: range, moneyMinor: range.nullable() })),
  }),
  data: z.array(
    z.object({ kind: z.enum(dataKinds), level: z.enum(dataLevels), count, of: count.nullable() }),
  ),
  answers: z.array(answerSchema),
})

export type Audit = z.infer<typeof auditSchema>

/** What is measured, and kept: everything but the answers. Counts only, no patient. */
export const measuredAuditSchema = auditSchema.omit({ answers: true })
export type MeasuredAudit = z.infer<typeof measuredAuditSchema>

/** What a measurement is at, in this order. */
export const auditSteps = ['due', 'returns', 'lapsed', 'records'] as const
export type AuditStep = (typeof auditSteps)[number]
