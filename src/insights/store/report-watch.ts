import { readVersions, versionKey } from '../../campaigns/read-campaign.ts'
import { observationDays } from '../../campaigns/rules/observation.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'

/** How long an enrolment of each version is watched for a booking; empty: there is no such campaign. */
export async function watchOf(
  db: ModuleDb<'insights'>,
  campaignId: string,
): Promise<readonly { readonly version: number; readonly days: number }[]> {
  const pins = await db.read
    .selectFrom('campaigns.version')
    .select('version')
    .where('clinic_id', '=', db.clinicId)
    .where('campaign_id', '=', campaignId)
    .orderBy('version')
    .execute()
  const documents = await readVersions(
    db.as('campaigns'),
    pins.map(({ version }) => ({ campaignId, version })),
  )
  return pins.flatMap(({ version }) => {
    const document = documents.get(versionKey(campaignId, version))
    return document === undefined ? [] : [{ version, days: observationDays(document) }]
  })
}
