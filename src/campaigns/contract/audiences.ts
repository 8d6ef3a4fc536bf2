import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import type { AudienceDocument } from '../rules/audience-document.ts'
import { programmeKinds } from '../rules/audience-document.ts'
import { campaignStates } from '../rules/campaign-state.ts'
import { audienceCountSchema } from './audience.ts'
import { audienceDocumentSchema } from './audience-document.ts'
import type { AudienceSentence } from './sentence/sentence.ts'

const count = z.int().min(0)
const name = z.string().trim().min(1).max(80)
/** A document on its way out: checked by the same schema, and as unchangeable as the rules have it. */
const document = z.custom<AudienceDocument>((value) => audienceDocumentSchema.safeParse(value).success)

const values = z.record(z.string(), z.unknown())
const phrase = z.object({ key: z.string().startsWith('audiences.'), values })
const part: z.ZodType = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('phrase'), phrase, path: z.array(z.union([z.string(), z.number()])) }),
    z.object({
      kind: z.literal('group'),
      key: z.string(),
      is: z.enum(['yes', 'no']),
      join: z.enum(['and', 'or']),
      parts: z.array(part),
      path: z.array(z.union([z.string(), z.number()])),
    }),
  ]),
)
/** Keys and values (sentence/sentence.ts), which `saySentence` and `sayPart` put into the reader's words. */
const sentence = z.custom<AudienceSentence>(
  (value) => z.object({ head: phrase, parts: z.array(part) }).safeParse(value).success,
)

/** `GET /api/audiences`: the saved ones that are offered, by name. */
export const audienceListSchema = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      version: count,
      programme: z.enum(programmeKinds),
      sentence,
      createdBy: z.string(),
      changedAt: whenSchema,
      /** Campaigns whose newest version pins a version of it. */
      usedBy: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          state: z.enum(campaignStates),
          audienceVersion: count,
        }),
      ),
    }),
  ),
})

/** `GET /api/audiences/:id`. */
export const audienceDetailSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: count,
  document,
  sentence,
  /** Newest first. */
  versions: z.array(
    z.object({ version: count, document, sentence, createdBy: z.string(), createdAt: whenSchema }),
  ),
})
export type AudienceDetail = z.infer<typeof audienceDetailSchema>

/** `POST /api/audiences`: a new one; `POST /api/audiences/:id/versions`: its next version, under this name. */
export const saveAudienceBody = z.strictObject({ name, document: audienceDocumentSchema })

export const saveAudienceReply = z.object({ id: z.string(), version: count })

/**
 * `POST /api/audiences/count`: whom it names now, and whom a message could go to. `estimate` answers from a sample where the
 * clinic is large and says so in `basis`; ask again with `exact`. A request that is given up is stopped in the database.
 */
export const countAudienceBody = z.strictObject({
  audience: audienceDocumentSchema,
  mode: z.enum(['estimate', 'exact']).default('exact'),
})

/** The sample: twenty, taken by chance; the same ones in the estimate and in the exact count. */
export const countedAudienceSchema = audienceCountSchema.omit({ heldOut: true })

/** `POST /api/audiences/explain`: the sentence of a document, for its chips. */
export const explainAudienceBody = z.strictObject({ audience: audienceDocumentSchema })
export const explainedAudienceSchema = z.object({ sentence })
export type ExplainedAudience = z.infer<typeof explainedAudienceSchema>

const choice = z.object({ key: z.string(), name: z.string() })

/** `GET /api/audience-choices`: what criteria may name in this clinic. */
export const audienceChoicesSchema = z.object({
  recallTypes: z.array(choice),
  services: z.array(choice),
  specialities: z.array(z.string()),
  providers: z.array(choice),
  locations: z.array(choice),
  campaigns: z.array(choice),
  tags: z.array(z.string()),
})
