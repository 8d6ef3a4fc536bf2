import { z } from 'zod'
import { whenSchema } from '../../platform/contract/when.ts'
import { campaignDocumentSchema } from '../contract.ts'
import { type CampaignDocument, campaignKinds } from '../rules/campaign-document.ts'
import { campaignStates, campaignVerbs } from '../rules/campaign-state.ts'
import { wordingFaultSchema } from './wording.ts'

const count = z.int().min(0)
const state = z.enum(campaignStates)
const kind = z.enum(campaignKinds)
/** A document on its way out: checked by the same schema, and as unchangeable as the rules have it. */
const document = z.custom<CampaignDocument>((value) => campaignDocumentSchema.safeParse(value).success)

/** `GET /api/campaigns?state=&page=`, newest first. */
export const campaignListQuery = z.object({
  state: state.optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(10).max(200).default(50),
})
export type CampaignListQuery = z.infer<typeof campaignListQuery>

export const campaignListSchema = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind,
      state,
      version: count,
      createdBy: z.string(),
      createdAt: whenSchema,
      startedAt: whenSchema.nullable(),
      endedAt: whenSchema.nullable(),
      /** Both arms. */
      enrolled: count,
      heldOut: count,
      /** Patients sent at least one message. */
      contacted: count,
      booked: count,
      /** Enrolments still under way. */
      active: count,
      /** When the next contact of any of them is looked at. */
      nextAt: whenSchema.nullable(),
    }),
  ),
  total: count,
  page: count,
  pageSize: count,
  /** How many in each state, whatever the filter. */
  states: z.array(z.object({ state, count })),
})
export type CampaignList = z.infer<typeof campaignListSchema>

/** `GET /api/campaign-templates`: the documents that ship. */
export const campaignTemplatesSchema = z.object({
  templates: z.array(z.object({ key: z.string(), kind, name: z.string(), document })),
})
export type CampaignTemplates = z.infer<typeof campaignTemplatesSchema>

/** `GET /api/campaigns/:id`. */
export const campaignDetailSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind,
  state,
  version: count,
  document,
  createdBy: z.string(),
  createdAt: whenSchema,
  startedAt: whenSchema.nullable(),
  endedAt: whenSchema.nullable(),
  enrolled: count,
  heldOut: count,
  active: count,
  /** Newest first. */
  versions: z.array(
    z.object({ version: count, createdBy: z.string(), createdAt: whenSchema, enrolled: count }),
  ),
  /** What may be done from here. */
  verbs: z.array(z.enum(campaignVerbs)),
})
export type CampaignDetail = z.infer<typeof campaignDetailSchema>

/** `POST /api/campaigns`: a draft from a shipped document or from an edited one. */
export const newCampaignBody = z.union([
  z.strictObject({ template: z.string().min(1).max(80), name: z.string().trim().min(1).max(80).optional() }),
  z.strictObject({ name: z.string().trim().min(1).max(80), document: campaignDocumentSchema }),
])

export const newCampaignReply = z.object({ id: z.string() })
export type NewCampaignReply = z.infer<typeof newCampaignReply>

/** `POST /api/campaigns/:id/versions`: the next version; whoever is under way keeps theirs. */
export const reviseCampaignBody = z.strictObject({
  name: z.string().trim().min(1).max(80),
  document: campaignDocumentSchema,
})

export const reviseCampaignReply = z.object({ version: count })

/** `POST /api/campaigns/:id/state`. */
export const campaignStateBody = z.strictObject({ verb: z.enum(campaignVerbs) })
export type CampaignStateBody = z.infer<typeof campaignStateBody>

export const campaignStateReply = z.object({ state: z.enum(['running', 'paused', 'ended']), enrolled: count })
export type CampaignStateReply = z.infer<typeof campaignStateReply>

/** `POST /api/campaigns/wording-check`: what keeps the own words of a document from being sent; nothing is written. */
export const wordingCheckBody = z.strictObject({ document: campaignDocumentSchema })

export const wordingCheckSchema = z.object({ faults: z.array(wordingFaultSchema) })
export type WordingCheck = z.infer<typeof wordingCheckSchema>
