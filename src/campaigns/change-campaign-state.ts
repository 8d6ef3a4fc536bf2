import { sql } from 'kysely'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import { setStreamState } from '../outreach/set-stream-state.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { enrolPatients } from './enrol-patients.ts'
import type { CampaignStateChanged } from './events.ts'
import { type CampaignVerb, stateAfter } from './rules/campaign-state.ts'
import { campaignOrigin, visitOrigin } from './rules/origins.ts'

export interface StateChange {
  readonly campaignId: string
  readonly verb: CampaignVerb
  readonly actor: Actor
}

/** Starts, pauses or ends a campaign. The gate reads the stream live, so a pause holds what already waits in the outbox. */
export async function changeCampaignState(
  db: ModuleDb<'campaigns'>,
  { campaignId, verb, actor }: StateChange,
): Promise<
  Result<
    { state: 'running' | 'paused' | 'ended'; enrolled: number },
    { kind: 'not_found' | 'not_from_here'; state?: string }
  >
> {
  const row = await db.read
    .selectFrom('campaigns.campaign')
    .select('state')
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', campaignId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return fail({ kind: 'not_found' })
  const state = stateAfter(verb, row.state)
  if (state === null) return fail({ kind: 'not_from_here', state: row.state })
  await db.run(sql`
    update campaigns.campaign set state = ${state},
      started_at = case when ${state} = 'running' then coalesce(started_at, ${db.now}::timestamptz) else started_at end,
      ended_at = case when ${state} = 'ended' then ${db.now}::timestamptz end
    where clinic_id = ${db.clinicId} and id = ${campaignId}`)
  const outreach = db.as('outreach')
  await setStreamState(outreach, campaignOrigin(campaignId), state)
  if (state === 'running') await setStreamState(outreach, visitOrigin, 'running')
  if (state === 'ended') await endEnrolments(db, campaignId)
  const enrolled = state === 'running' ? await enrolPatients(db, campaignId) : 0
  await recordAudit(db.as('clinic'), {
    actor,
    action: `campaign.${verb === 'end' ? 'ended' : verb === 'pause' ? 'paused' : 'started'}`,
    subjectKind: 'campaign',
    subjectId: campaignId,
    detail: { enrolled },
  })
  await db.emit<CampaignStateChanged>({ type: 'campaign.state_changed', campaignId, state })
  return ok({ state, enrolled })
}

async function endEnrolments(db: ModuleDb<'campaigns'>, campaignId: string): Promise<void> {
  await db.run(sql`
    update campaigns.enrolment set state = 'ended', next_at = null, closed_at = ${db.now}, close_reason = 'campaign_ended'
    where clinic_id = ${db.clinicId} and campaign_id = ${campaignId} and state = 'active'`)
}
