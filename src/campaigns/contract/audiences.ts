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

/** `GET /api/audiences?search=&programme=&page=`: the saved ones that are offered, by name. */
export const audienceListQuery = z.object({
  /** A part of the name; case and marks do not count. */
  search: z.string().trim().max(80).default(''),
  programme: z.enum(programmeKinds).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(10).max(200).default(50),
})
export type AudienceListQuery = z.infer<typeof audienceListQuery>

const listed = {
  id: z.string(),
  name: z.string(),
  version: count,
  programme: z.enum(programmeKinds),
  sentence,
  createdBy: z.string(),
  changedBy: z.string(),
  changedAt: whenSchema,
  /** Of the newest version when it was last counted, exactly; null: not counted yet. */
  size: z.object({ matching: count, reachable: count, countedAt: whenSchema }).nullable(),
  /** Campaigns whose newest version pins a version of it, newest first. */
  usedBy: z.array(
    z.object({ id: z.string(), name: z.string(), state: z.enum(campaignStates), audienceVersion: count }),
  ),
}

export const audienceListSchema = z.object({
  rows: z.array(z.object(listed)),
  /** How many match. */
  total: count,
  /** How many are offered, whatever is searched for. */
  offered: count,
  page: count,
  pageSize: count,
})
export type AudienceList = z.infer<typeof audienceListSchema>

/** `GET /api/audiences/:id`; also of one that is no longer offered. */
export const audienceDetailSchema = z.object({
  ...listed,
  isOffered: z.boolean(),
  document,
  /** Newest first. */
  versions: z.array(
    z.object({ version: count, document, sentence, createdBy: z.string(), createdAt: whenSchema }),
  ),
})
export type AudienceDetail = z.infer<typeof audienceDetailSchema>

/** `POST /api/audiences`: a new one. */
export const saveAudienceBody = z.strictObject({ name, document: audienceDocumentSchema })

/**
 * `POST /api/audiences/:id/versions`: its next version, under this name. `expected` is what it was when somebody began to
 * change it; where somebody else has saved since, the answer is 409 `changed_meanwhile` and nothing is written.
 */
export const reviseAudienceBody = z.strictObject({
  ...saveAudienceBody.shape,
  expected: z.strictObject({ version: count, name: z.string() }).optional(),
})

export const saveAudienceReply = z.object({ id: z.string(), version: count })
export type SaveAudienceReply = z.infer<typeof saveAudienceReply>

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
export type CountedAudience = z.infer<typeof countedAudienceSchema>

/**
 * `POST /api/audiences/:id/count`: the newest version of a saved one, exactly; its size is kept for the list. Answers as
 * `POST /api/audiences/count` does.
 */

/** `POST /api/audiences/explain`: the sentence of a document, for its chips. */
export const explainAudienceBody = z.strictObject({ audience: audienceDocumentSchema })
export const explainedAudienceSchema = z.object({ sentence })
export type ExplainedAudience = z.infer<typeof explainedAudienceSchema>

const choice = z.object({ key: z.string(), name: z.string() })
/** Named where criteria name it already; offered only where it can still be chosen. */
const offered = z.object({ ...choice.shape, isOffered: z.boolean() })

/** `GET /api/audience-choices`: what criteria may name in this clinic. */
export const audienceChoicesSchema = z.object({
  recallTypes: z.array(offered),
  services: z.array(choice),
  specialities: z.array(z.string()),
  providers: z.array(choice),
  locations: z.array(choice),
  campaigns: z.array(offered),
  tags: z.array(z.string()),
})
export type AudienceChoices = z.infer<typeof audienceChoicesSchema>
