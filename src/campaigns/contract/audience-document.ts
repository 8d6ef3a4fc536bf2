import { z } from 'zod'
import type { AudienceDocument, CampaignAudience, Programme } from '../rules/audience-document.ts'
import { lapseBands } from '../rules/lapse-band.ts'
import { criterionSchema } from './criteria.ts'

const typeKey = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case words joined by _')
const days = z.int().min(-3660).max(3660)
const bands = z.array(z.enum(lapseBands)).min(1, 'name at least one band')

const window = { recallTypes: z.array(typeKey), enrolFromDays: days, enrolUntilDays: days }
const isWindow = ({ enrolFromDays, enrolUntilDays }: { enrolFromDays: number; enrolUntilDays: number }) =>
  enrolFromDays <= enrolUntilDays
const noWindow = { path: ['enrolUntilDays'], message: 'lies before enrolFromDays' }

const programmeSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('recall'), ...window }).refine(isWindow, noWindow),
    z.strictObject({ kind: z.literal('reactivation'), bands }),
    z.strictObject({ kind: z.literal('one_off') }),
  ],
  { error: 'must be recall, reactivation or one_off' },
) satisfies z.ZodType<Programme>

/** An audience as it is written in YAML, edited in the console and kept as a version. */
export const audienceDocumentSchema = z.strictObject({
  programme: programmeSchema,
  criteria: criterionSchema.optional(),
}) satisfies z.ZodType<AudienceDocument>

const ages = z
  .strictObject({ from: z.int().min(0).max(130).optional(), to: z.int().min(0).max(130).optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, '"from" is above "to"')

/** The audience of a campaign: one of the two simple ones, criteria of its own, or a version of a saved audience. */
export const campaignAudienceSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('due'), ...window, ages: ages.optional(), nothingBooked: z.boolean() })
    .refine(isWindow, noWindow),
  z.strictObject({
    kind: z.literal('lapsed'),
    bands,
    ages: ages.optional(),
    nothingBooked: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('criteria'),
    programme: programmeSchema,
    criteria: criterionSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('saved'),
    audienceId: z.guid(),
    version: z.int().min(1),
  }),
]) satisfies z.ZodType<CampaignAudience>
