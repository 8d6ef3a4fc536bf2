import { sql } from 'kysely'
import { readClinic } from '../clinic/read-clinic.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { withHashPlans } from '../recall/with-hash-plans.ts'
import { audienceQuery } from './audience-query.ts'
import { lockEnrolling } from './lock-enrolling.ts'
import { audienceOfCampaign } from './read-audience.ts'
import { readCampaign } from './read-campaign.ts'
import { observationDays } from './rules/observation.ts'

/**
 * Takes everybody into the campaign whom its audience names now and who has not been in it for this cycle (law 9).
 * Who is active in another campaign stays there: a patient in both schemes of bands gets one (A3).
 * The hold-out is drawn by hash of campaign, patient and entry, so drawing again draws the same.
 */
export async function enrolPatients(db: ModuleDb<'campaigns'>, campaignId: string): Promise<number> {
  await lockEnrolling(db, campaignId)
  const campaign = await readCampaign(db, campaignId)
  if (campaign === null || campaign.state !== 'running') return 0
  const clinic = await readClinic(db.as('clinic'))
  const audience = await audienceOfCampaign(db, campaign.document.audience)
  const members = await audienceQuery(db, { clinic, audience })
  const insert = sql`
    with audience as (select * from ${members} m),
    drawn as (
      select a.*, ('x' || substr(md5(${campaignId} || '|' || a.patient_id || '|' || a.entry_key), 1, 8))::bit(32)::bigint / 4294967296.0 as draw
      from audience a
      where not exists (select 1 from campaigns.enrolment e
        where e.clinic_id = ${db.clinicId} and e.patient_id = a.patient_id and e.state = 'active')
    )
    insert into campaigns.enrolment (clinic_id, id, campaign_id, version, patient_id, entry_key, type_key, band, anchor_on, arm,
      state, next_at, enrolled_at)
    select ${db.clinicId}, md5(${db.clinicId} || '|' || ${campaignId} || '|' || d.patient_id || '|' || d.entry_key)::uuid,
      ${campaignId}, ${campaign.version}, d.patient_id, d.entry_key, d.type_key, d.band, d.anchor_on,
      case when d.draw < ${campaign.document.holdOutShare} then 'hold_out' else 'contacted' end,
      'active', case when d.draw < ${campaign.document.holdOutShare} then ${db.now.add({ hours: 24 * observationDays(campaign.document) })}::timestamptz else ${db.now}::timestamptz end, ${db.now}
    from drawn d
    on conflict (clinic_id, campaign_id, patient_id, entry_key) do nothing`
  const enrolled = await withHashPlans(db.as('recall'), () => db.run(insert))
  await db.run(sql`
    update campaigns.campaign set last_enrolled_at = ${db.now} where clinic_id = ${db.clinicId} and id = ${campaignId}`)
  return enrolled
}
