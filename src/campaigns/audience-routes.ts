import { z } from 'zod'
import { readClinic } from '../clinic/read-clinic.ts'
import { staffReading } from '../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../clinic/staff-route.ts'
import type { ContactRules } from '../outreach/contact-rules.ts'
import { HttpProblem } from '../platform/http/problem.ts'
import { readAudienceNames } from './audience-names.ts'
import { referenceProblem } from './audience-problems.ts'
import { usualRoutes } from './contact-routes.ts'
import {
  audienceChoicesSchema,
  audienceDetailSchema,
  audienceListQuery,
  audienceListSchema,
  countAudienceBody,
  countedAudienceSchema,
  explainAudienceBody,
  explainedAudienceSchema,
  reviseAudienceBody,
  saveAudienceBody,
  saveAudienceReply,
} from './contract/audiences.ts'
import { audienceSentence } from './contract/sentence/audience-sentence.ts'
import { countAudience } from './count-audience.ts'
import { countSavedAudience } from './count-saved-audience.ts'
import { endAudience } from './end-audience.ts'
import { findAudience, listAudiences, listAudienceVersions } from './list-audiences.ts'
import { presentAudienceDetail, presentAudienceList } from './present-audiences.ts'
import { presentCount } from './present-campaigns.ts'
import { readAudienceChoices } from './read-audience-choices.ts'
import { resolveReferences } from './resolve-references.ts'
import { type SaveFault, saveAudience } from './save-audience.ts'

const byId = z.object({ id: z.guid() })

/** Saved audiences; and counting and explaining one that need not be saved. */
export function audienceRoutes(server: StaffServer, { rules }: { readonly rules: ContactRules }): void {
  readingRoutes(server)
  savingRoutes(server)
  askingRoutes(server, rules)
}

function readingRoutes(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/audiences',
      permission: 'see_campaigns',
      query: audienceListQuery,
      reply: audienceListSchema,
    },
    async ({ tx, staff, query }) => {
      const { reading } = await staffReading(tx.as('clinic'), staff)
      const names = await readAudienceNames(tx.as('campaigns'), reading.language)
      const list = await listAudiences(tx.as('campaigns'), query)
      return presentAudienceList({ list, query, names }, { reading, now: tx.now })
    },
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/audiences/:id',
      permission: 'see_campaigns',
      params: byId,
      reply: audienceDetailSchema,
    },
    async ({ tx, staff, params }) => {
      const audience = await findAudience(tx.as('campaigns'), params.id)
      if (audience === null) throw new HttpProblem(404, 'unknown_audience')
      const { reading } = await staffReading(tx.as('clinic'), staff)
      const names = await readAudienceNames(tx.as('campaigns'), reading.language)
      const versions = await listAudienceVersions(tx.as('campaigns'), params.id)
      return presentAudienceDetail({ audience, versions, names }, { reading, now: tx.now })
    },
  )
  staffRoute(
    server,
    {
      method: 'GET',
      url: '/api/audience-choices',
      permission: 'see_campaigns',
      reply: audienceChoicesSchema,
    },
    async ({ tx, staff }) => {
      const choices = await readAudienceChoices(tx.as('campaigns'), staff.language)
      return {
        recallTypes: [...choices.recallTypes],
        services: [...choices.services],
        specialities: [...choices.specialities],
        providers: [...choices.providers],
        locations: [...choices.locations],
        campaigns: [...choices.campaigns],
        tags: [...choices.tags],
      }
    },
  )
}

function savingRoutes(server: StaffServer): void {
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/audiences',
      permission: 'run_campaigns',
      body: saveAudienceBody,
      reply: saveAudienceReply,
    },
    async ({ tx, actor, body }) => {
      const saved = await saveAudience(tx.as('campaigns'), { ...body, audienceId: null, actor })
      if (!saved.ok) throw saveProblem(saved.error)
      return saved.value
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/audiences/:id/versions',
      permission: 'run_campaigns',
      params: byId,
      body: reviseAudienceBody,
      reply: saveAudienceReply,
    },
    async ({ tx, actor, params, body }) => {
      const saved = await saveAudience(tx.as('campaigns'), { ...body, audienceId: params.id, actor })
      if (!saved.ok) throw saveProblem(saved.error)
      return saved.value
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/audiences/:id/end',
      permission: 'run_campaigns',
      params: byId,
      reply: z.object({}),
    },
    async ({ tx, actor, params }) => {
      const ended = await endAudience(tx.as('campaigns'), { audienceId: params.id, actor })
      if (!ended.ok) throw new HttpProblem(404, 'unknown_audience')
      return {}
    },
  )
}

/** POST because a document is asked about, which writes nothing; the count of a saved one is kept. */
function askingRoutes(server: StaffServer, rules: ContactRules): void {
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/audiences/count',
      permission: 'see_campaigns',
      body: countAudienceBody,
      reply: countedAudienceSchema,
      stopsWhenGivenUp: true,
    },
    async ({ tx, staff, body }) => {
      const resolved = await resolveReferences(tx.as('campaigns'), body.audience)
      if (!resolved.ok) throw referenceProblem(resolved.error, 'body.audience')
      const clinic = await readClinic(tx.as('clinic'))
      const counted = await countAudience(tx.as('campaigns'), {
        audience: resolved.value,
        routes: usualRoutes(resolved.value.programme.kind, { rules, place: clinic }),
        capPer30Days: null,
        mode: body.mode,
        sample: 'drawn',
      })
      const { reading } = await staffReading(tx.as('clinic'), staff)
      return presentCount(counted, { reading, now: tx.now })
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/audiences/:id/count',
      permission: 'see_campaigns',
      params: byId,
      reply: countedAudienceSchema,
      stopsWhenGivenUp: true,
    },
    async ({ tx, staff, params }) => {
      const counted = await countSavedAudience(tx.as('campaigns'), { audienceId: params.id, rules })
      if (counted === null) throw new HttpProblem(404, 'unknown_audience')
      const { reading } = await staffReading(tx.as('clinic'), staff)
      return presentCount(counted, { reading, now: tx.now })
    },
  )
  staffRoute(
    server,
    {
      method: 'POST',
      url: '/api/audiences/explain',
      permission: 'see_campaigns',
      body: explainAudienceBody,
      reply: explainedAudienceSchema,
    },
    async ({ tx, staff, body }) => {
      const resolved = await resolveReferences(tx.as('campaigns'), body.audience)
      if (!resolved.ok) throw referenceProblem(resolved.error, 'body.audience')
      const names = await readAudienceNames(tx.as('campaigns'), staff.language)
      return { sentence: audienceSentence(resolved.value, names) }
    },
  )
}

function saveProblem(fault: SaveFault): HttpProblem {
  if (fault.kind === 'unknown_reference') return referenceProblem(fault.faults, 'body.document')
  return fault.kind === 'not_found'
    ? new HttpProblem(404, 'unknown_audience')
    : new HttpProblem(409, fault.kind)
}
