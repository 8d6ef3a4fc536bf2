import { sql } from 'kysely'
import { campaignRoutes } from '../../src/campaigns/routes.ts'
import type { CampaignDocument } from '../../src/campaigns/rules/campaign-document.ts'
import type { StaffRole } from '../../src/clinic/rules/actor.ts'
import { type CampaignReport, campaignReport } from '../../src/insights/campaign-report.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import type { Connection } from '../../src/platform/db/pool.ts'
import { pauseRecall } from '../../src/recall/pause-recall.ts'
import { type CampaignClinic, campaignClinic, desk, shippedDocument } from './campaign-clinic.ts'
import type { TestPatient } from './outreach-clinic.ts'
import { type Answer, staffDoor } from './staff-door.ts'

interface EnrolmentRow {
  readonly patient_id: string
  readonly entry_key: string
  readonly version: number
  readonly arm: string
  readonly band: string | null
  readonly state: string
  readonly next_at: Temporal.Instant | null
  readonly invited_by: string | null
  readonly was_held_out: boolean
}

/** A clinic whose patients are a few days overdue, behind the routes that invite them. */
export interface InvitationRoom extends CampaignClinic {
  count(campaignId: string, wish: object, as?: StaffRole | 'nobody'): Promise<Answer>
  invite(campaignId: string, wish: object, as?: StaffRole | 'nobody'): Promise<Answer>
  enrolments(): Promise<readonly EnrolmentRow[]>
  report(campaignId: string): Promise<CampaignReport>
  /** Pauses the recall of these patients until a day; null: takes it up again. */
  pause(patients: readonly TestPatient[], until: string | null): Promise<void>
  close(): Promise<void>
}

let rooms = 0

export async function invitationRoom(
  connection: Connection,
  wish: { readonly patients: number; readonly daysSinceVisit?: number },
): Promise<InvitationRoom> {
  rooms += 1
  const clinic = await campaignClinic(connection, { ...wish, name: `Klinika ${rooms}` })
  const { db, clinicId } = clinic
  const packs = await loadOutreachPacks()
  const door = await staffDoor(clinic, (server) =>
    campaignRoutes(server, { ...packs, publicUrl: () => 'https://klonowa.example' }),
  )
  return {
    ...clinic,
    count: async (campaignId, body, as = 'front_desk') =>
      door.post(`/api/campaigns/${campaignId}/invitations/count`, body, as),
    invite: async (campaignId, body, as = 'front_desk') =>
      door.post(`/api/campaigns/${campaignId}/invitations`, body, as),
    enrolments: async () =>
      db.tenant(clinicId, async (tx) =>
        tx.sql<EnrolmentRow>(sql`
          select * from campaigns.enrolment where clinic_id = ${clinicId} order by patient_id, entry_key`),
      ),
    report: async (campaignId) => {
      const report = await db.tenant(clinicId, async (tx) => campaignReport(tx.as('insights'), campaignId))
      if (report === null) throw new Error('no such campaign')
      return report
    },
    pause: async (patients, until) =>
      db.tenant(clinicId, async (tx) => {
        for (const patient of patients)
          await pauseRecall(tx.as('recall'), {
            ...recallOf(patient),
            until: until === null ? null : Temporal.PlainDate.from(until),
            reason: 'wyjazd',
            by: desk,
          })
      }),
    close: async () => {
      await door.close()
      await db.close()
    },
  }
}

/** Takes in by itself only those a month before their date, so that who is overdue is left to staff. */
export async function narrowCampaign(change: Partial<CampaignDocument> = {}): Promise<CampaignDocument> {
  const document = await shippedDocument('recall')
  return {
    ...document,
    audience: {
      kind: 'due',
      recallTypes: [],
      enrolFromDays: -90,
      enrolUntilDays: -30,
      nothingBooked: false,
    },
    ...change,
  }
}

function recallOf({ id }: TestPatient) {
  return { patientId: id, typeKey: 'dental_hygiene' }
}

/** Rows of the due list, as a person selects them. */
export function picked(...patients: readonly TestPatient[]) {
  return { kind: 'picked', recalls: patients.map(recallOf) }
}

/** Everybody on the tab of overdue ones. */
export const everybodyOverdue = { kind: 'filtered', filter: { tab: 'overdue' } }
