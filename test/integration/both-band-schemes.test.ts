import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { enrolPatients } from '../../src/campaigns/enrol-patients.ts'
import type { CampaignAudience } from '../../src/campaigns/rules/audience-document.ts'
import { lapseBands } from '../../src/campaigns/rules/lapse-band.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import { overdueBands } from '../../src/recall/rules/bands.ts'
import { type CampaignClinic, campaignClinic, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'

// MISSION A3: hygiene that is long overdue and a last visit long ago are two ways to say that one person drifted away.

const { connection } = await testDatabase()
const opened: CampaignClinic[] = []
afterAll(async () => {
  for (const clinic of opened) await clinic.db.close()
})

const schemes: Readonly<Record<'overdue' | 'away', CampaignAudience>> = {
  overdue: { kind: 'lapsed', bands: overdueBands, nothingBooked: true },
  away: {
    kind: 'criteria',
    programme: { kind: 'reactivation', bands: lapseBands },
    criteria: { kind: 'last_visit', ago: { unit: 'months', from: 18 } },
  },
}

/** Two patients of six-month hygiene: p0 came last 26 months ago, p1 ten months ago, and is in one scheme only. */
async function twoWhoDrifted(): Promise<CampaignClinic> {
  const clinic = await campaignClinic(connection, {
    patients: 2,
    daysSinceVisit: 800,
    name: `Klinika ${opened.length}`,
  })
  opened.push(clinic)
  await clinic.db.tenant(clinic.clinicId, async (tx) => {
    await tx.run(sql`
      update scheduling.visit set started_at = started_at + interval '500 days', ended_at = ended_at + interval '500 days'
      where clinic_id = ${tx.clinicId} and patient_id = ${clinic.patients[1]?.id}`)
    await rebuildCycles(tx.as('recall'))
  })
  return clinic
}

const enrolments = async ({ db, clinicId }: CampaignClinic) =>
  db.tenant(clinicId, async (tx) =>
    tx.sql<{ who: string; campaign: string; band: string }>(sql`
      select p.external_id as who, c.name as campaign, e.band from campaigns.enrolment e
      join campaigns.campaign c on c.clinic_id = e.clinic_id and c.id = e.campaign_id
      join patients.patient p on p.clinic_id = e.clinic_id and p.id = e.patient_id
      where e.clinic_id = ${clinicId} order by who, campaign`),
  )

// Either campaign alone takes p0: whichever comes first has the patient, and the other one does not.
test.each([
  { first: 'overdue', second: 'away' },
  { first: 'away', second: 'overdue' },
] as const)(
  'a patient who falls in both band schemes is enrolled in only one campaign: $first, then $second',
  async ({ first, second }) => {
    const clinic = await twoWhoDrifted()
    const shipped = { ...(await shippedDocument('reactivation')), holdOutShare: 0 }
    const campaigns: string[] = []
    for (const scheme of [first, second])
      campaigns.push(await clinic.start({ ...shipped, audience: schemes[scheme] }, scheme))
    for (let day = 0; day < 3; day += 1) {
      for (const campaignId of campaigns)
        await clinic.db.tenant(clinic.clinicId, async (tx) => enrolPatients(tx.as('campaigns'), campaignId))
      clinic.clock.advance({ hours: 24 })
    }
    expect(await enrolments(clinic)).toEqual([
      { who: 'p0', campaign: first, band: 'overdue_12_plus' },
      { who: 'p1', campaign: 'overdue', band: 'overdue_3_6' },
    ])
  },
)
