import { z } from 'zod'
import { readClinic } from '../clinic/read-clinic.ts'
import { staffReading } from '../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../clinic/staff-route.ts'
import type { WordingFault } from '../outreach/check-own-wording.ts'
import type { OutreachPacks } from '../outreach/compose-message.ts'
import type { ContactRules } from '../outreach/contact-rules.ts'
import { HttpProblem } from '../platform/http/problem.ts'
import type { Language } from '../platform/rules/language.ts'
import { audienceProblem } from './audience-problems.ts'
import { audienceRoutes } from './audience-routes.ts'
import { changeCampaignState } from './change-campaign-state.ts'
import { type AudienceFault, checkCampaignAudience } from './check-campaign-audience.ts'
import { checkWording } from './check-wording.ts'
import { routesOf } from './contact-routes.ts'
import { audienceCountBody, audienceCountSchema, previewBody, previewSchema } from './contract/audience.ts'
import {
  campaignDetailSchema,
  campaignListQuery,
  campaignListSchema,
  campaignStateBody,
  campaignStateReply,
  campaignTemplatesSchema,
  newCampaignBody,
  newCampaignReply,
  reviseCampaignBody,
  reviseCampaignReply,
  wordingCheckBody,
  wordingCheckSchema,
} from './contract/campaign-pages.ts'
import { messageTextsQuery, messageTextsSchema } from './contract/wording.ts'
import { countAudience } from './count-audience.ts'
import { createCampaign, type NewCampaign, type WordingRefused } from './create-campaign.ts'
import { wordingPath } from './describe-wording-fault.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { listCampaigns, listVersions } from './list-campaigns.ts'
import { messageTexts } from './message-texts.ts'
import {
  presentAudience,
  presentDetail,
  presentList,
  presentPreview,
  presentTexts,
} from './present-campaigns.ts'
import { previewMessage } from './preview-message.ts'
import { audienceOfCampaign } from './read-audience.ts'
import { readCampaign } from './read-campaign.ts'
import { shippedCampaignDocuments } from './read-campaign-document.ts'
import { reviseCampaign } from './revise-campaign.ts'

export interface CampaignRouteOptions {
  readonly packs: OutreachPacks
  readonly rules: ContactRules
  /** Base of patient links, known once the server listens. */
  readonly publicUrl: () => string
}

// Ids derived by md5 carry no version, so the looser shape.
const byId = z.object({ id: z.guid() })

/** Campaigns: what there is, the three steps of a new one, start, pause and end; inviting by hand. */
export function campaignRoutes(server: StaffServer, options: CampaignRouteOptions): void {
  readingRoutes(server)
  changingRoutes(server, options)
  builderRoutes(server, options)
  wordingRoutes(server, options)
  invitationRoutes(server, options)
  audienceRoutes(server, options)
}

function readingRoutes(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/campaigns',
      permission: 'see_campaigns',
      query: campaignListQuery,
      reply: campaignListSchema,
    },
    async ({ tx, staff, query }) => {
      const { reading } = await staffReading(tx.as('clinic'), staff)
      return presentList(await listCampaigns(tx.as('campaigns'), query), query, { reading, now: tx.now })
    },
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/campaign-templates',
      permission: 'see_campaigns',
      reply: campaignTemplatesSchema,
    },
    async ({ staff }) => ({
      templates: (await shippedCampaignDocuments()).map((document) => ({
        key: document.key,
        kind: document.kind,
        name: document.name[staff.language],
        document,
      })),
    }),
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/campaigns/:id',
      permission: 'see_campaigns',
      params: byId,
      reply: campaignDetailSchema,
    },
    async ({ tx, staff, params }) => {
      const campaign = await readCampaign(tx.as('campaigns'), params.id)
      if (campaign === null) throw new HttpProblem(404, 'unknown_campaign')
      const { reading } = await staffReading(tx.as('clinic'), staff)
      return presentDetail(campaign, await listVersions(tx.as('campaigns'), params.id), {
        reading,
        now: tx.now,
      })
    },
  )
}

function changingRoutes(server: StaffServer, { packs }: CampaignRouteOptions): void {
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/campaigns',
      permission: 'run_campaigns',
      body: newCampaignBody,
      reply: newCampaignReply,
    },
    async ({ tx, staff, actor, body }) => {
      const campaign = 'document' in body ? body : await fromTemplate(body, staff.language)
      const made = await createCampaign(tx.as('campaigns'), { campaign, packs, actor })
      if (made.ok) return made.value
      throw refused(made.error)
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/campaigns/:id/versions',
      permission: 'run_campaigns',
      params: byId,
      body: reviseCampaignBody,
      reply: reviseCampaignReply,
    },
    async ({ tx, actor, params, body }) => {
      const revised = await reviseCampaign(tx.as('campaigns'), {
        campaignId: params.id,
        revision: body,
        packs,
        actor,
      })
      if (revised.ok) return revised.value
      switch (revised.error.kind) {
        case 'not_found':
          throw new HttpProblem(404, 'unknown_campaign')
        case 'ended':
          throw new HttpProblem(409, 'campaign_ended')
        case 'other_kind':
          throw new HttpProblem(409, 'other_kind')
        default:
          throw refused(revised.error)
      }
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/campaigns/:id/state',
      permission: 'run_campaigns',
      params: byId,
      body: campaignStateBody,
      reply: campaignStateReply,
    },
    async ({ tx, actor, params, body }) => {
      const changed = await changeCampaignState(tx.as('campaigns'), {
        campaignId: params.id,
        verb: body.verb,
        actor,
      })
      if (changed.ok) return changed.value
      throw changed.error.kind === 'not_found'
        ? new HttpProblem(404, 'unknown_campaign')
        : new HttpProblem(409, 'not_from_here')
    },
  )
}

async function fromTemplate(
  { template, name }: { readonly template: string; readonly name?: string | undefined },
  language: Language,
): Promise<NewCampaign> {
  const document = (await shippedCampaignDocuments()).find(({ key }) => key === template)
  if (document === undefined) throw new HttpProblem(404, 'unknown_template')
  return { name: name ?? document.name[language], document }
}

function refused(fault: WordingRefused | AudienceFault): HttpProblem {
  return fault.kind === 'wording' ? wordingRefused(fault.faults) : audienceProblem(fault, 'body.document')
}

function wordingRefused(faults: readonly WordingFault[]): HttpProblem {
  return new HttpProblem(
    400,
    'wording_refused',
    faults.map((fault) => ({ path: `body.document.${wordingPath(fault)}`, reason: fault.kind })),
  )
}

/** POST because a document is asked about; they write nothing. */
function builderRoutes(server: StaffServer, { packs, rules, publicUrl }: CampaignRouteOptions): void {
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/campaigns/audience-count',
      permission: 'see_campaigns',
      body: audienceCountBody,
      reply: audienceCountSchema,
      stopsWhenGivenUp: true,
    },
    async ({ tx, staff, body }) => {
      const db = tx.as('campaigns')
      const checked = await checkCampaignAudience(db, body.document)
      if (!checked.ok) throw audienceProblem(checked.error, 'body.document')
      const clinic = await readClinic(tx.as('clinic'))
      const routes = routesOf({ document: body.document, messages: packs.messages, rules }, clinic)
      if (!routes.ok) {
        throw new HttpProblem(400, 'not_accepted', [
          { path: `body.document.${routes.error.message}`, reason: 'unknown_message' },
        ])
      }
      const counted = await countAudience(db, {
        audience: await audienceOfCampaign(db, checked.value.audience),
        routes: routes.value,
        capPer30Days: body.document.caps.perPatientPer30Days,
        mode: body.mode,
        sample: 'longest',
      })
      const { reading } = await staffReading(tx.as('clinic'), staff)
      return presentAudience(counted, body.document.holdOutShare, { reading, now: tx.now })
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/campaigns/preview',
      permission: 'see_campaigns',
      body: previewBody,
      reply: previewSchema,
    },
    async ({ tx, staff, body }) => {
      const written = await previewMessage(tx.as('campaigns'), {
        message: body.message,
        channel: body.channel,
        patientId: body.patientId ?? null,
        typeKey: body.typeKey ?? null,
        offersTimes: body.offersTimes,
        wording: body.wording ?? null,
        packs,
        publicUrl: publicUrl(),
      })
      if (!written.ok) throw new HttpProblem(404, written.error.kind)
      return presentPreview(written.value, await staffReading(tx.as('clinic'), staff), tx.now)
    },
  )
}

/** What may be rewritten, and whether what has been is fit to be sent; neither writes. */
function wordingRoutes(server: StaffServer, { packs, publicUrl }: CampaignRouteOptions): void {
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/campaign-texts',
      permission: 'see_campaigns',
      query: messageTextsQuery,
      reply: messageTextsSchema,
    },
    async ({ tx, query }) => {
      const texts = await messageTexts(tx.as('campaigns'), { ...query, packs, publicUrl: publicUrl() })
      if (!texts.ok) throw new HttpProblem(404, texts.error.kind)
      return presentTexts(texts.value)
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/campaigns/wording-check',
      permission: 'see_campaigns',
      body: wordingCheckBody,
      reply: wordingCheckSchema,
    },
    async ({ tx, body }) => ({
      faults: [...(await checkWording(tx.as('campaigns'), body.document, packs))],
    }),
  )
}
