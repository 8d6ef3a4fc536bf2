import { changeCampaignState } from '../campaigns/change-campaign-state.ts'
import { createCampaign } from '../campaigns/create-campaign.ts'
import { shippedCampaignDocuments } from '../campaigns/read-campaign-document.ts'
import { addStaff } from '../clinic/add-staff.ts'
import { createClinic } from '../clinic/create-clinic.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import { runImport } from '../integrations/import/run-import.ts'
import type { ImportSummary } from '../integrations/import/tally.ts'
import { addAccount } from '../outreach/add-account.ts'
import type { OutreachPacks } from '../outreach/compose-message.ts'
import type { Database } from '../platform/db/database.ts'
import type { TenantTransaction } from '../platform/db/module-db.ts'
import type { ClinicId } from '../platform/rules/brand.ts'
import { enableRecallTypes } from '../recall/enable-recall-types.ts'
import { loadRecallPacks } from '../recall/packs/load-recall-packs.ts'
import { importResources } from '../scheduling/import-resources.ts'
import { importSchedule } from '../scheduling/import-schedule.ts'
import { clinicSchedule, simulationSource } from './clinic-schedule.ts'
import { practitionerRecords, simulatedSource } from './simulated-source.ts'
import { clinicZone, type SyntheticClinic } from './synthetic-clinic.ts'

/** Who sets up the synthetic clinic: a clinical decision needs a name under it. */
const manager = { kind: 'command_line', name: 'dr Anna Nowak' } as const

/** Costs are of one SMS part and one e-mail, in grosze; plausible, no source is claimed. */
export const senders = {
  sms: { sender: 'Klonowa', partCostMinor: 9 },
  email: { sender: 'Klinika Klonowa <recepcja@klonowa.example>', partCostMinor: 1 },
} as const

const recallTypes = ['dental_hygiene', 'dental_perio', 'annual_wellness', 'chronic_quarterly']

export interface SetUpClinic {
  readonly clinicId: ClinicId
  /** Who answers the inbox in simulated time; an entry in the staff list that nobody can sign in with. */
  readonly receptionist: Extract<Actor, { kind: 'staff' }>
  readonly accounts: { readonly sms: string; readonly email: string }
}

/** Makes the clinic and gives it everything before its first campaign: records, schedule, recall types, channels; null: stopped. */
export async function setUpClinic(
  db: Database,
  clinic: SyntheticClinic,
  { onProgress, signal }: { onProgress: (share: number) => void; signal: AbortSignal },
): Promise<SetUpClinic | null> {
  const made = await createClinic(
    db,
    {
      name: 'Klinika Klonowa',
      practiceType: 'dental',
      country: 'PL',
      zone: clinicZone,
      language: 'pl',
      currency: 'PLN',
      phone: '+48123456789',
      address: 'ul. Klonowa 12',
      meanVisitValue: 24_000,
    },
    manager,
  )
  if (!made.ok) throw new Error(`the synthetic clinic cannot be made: ${made.error.kind}`)
  const clinicId = made.value.id
  await db.tenant(clinicId, async (tx) => openSchedule(tx, clinic))
  await importClinic(db, { clinicId, clinic, onProgress, signal })
  if (signal.aborted) return null
  const packs = await loadRecallPacks()
  return db.tenant(clinicId, async (tx) => {
    const enabled = await enableRecallTypes(tx.as('recall'), { keys: recallTypes, by: manager, packs })
    if (!enabled.ok)
      throw new Error(`the recall types of the synthetic clinic are refused: ${enabled.error.kind}`)
    return { clinicId, receptionist: await hireReceptionist(tx), accounts: await openAccounts(tx) }
  })
}

/** Before the records: imported appointments look for their service by its name. */
async function openSchedule(tx: TenantTransaction, clinic: SyntheticClinic): Promise<void> {
  const scheduling = tx.as('scheduling')
  await importResources(scheduling, {
    source: simulationSource,
    records: practitionerRecords(clinic),
    onDifference: 'update',
  })
  const schedule = clinicSchedule(clinic)
  const imported = await importSchedule(scheduling, { schedule, file: 'simulation', actor: manager })
  if (!imported.ok)
    throw new Error(`the schedule of the synthetic clinic is refused: ${JSON.stringify(imported.error)}`)
}

async function openAccounts(tx: TenantTransaction): Promise<SetUpClinic['accounts']> {
  const outreach = tx.as('outreach')
  const loopback = {
    provider: 'loopback',
    settings: {},
    secretName: null,
    acceptsReplies: true,
    actor: manager,
  } as const
  const sms = await addAccount(outreach, { ...loopback, ...senders.sms, channel: 'sms' })
  const email = await addAccount(outreach, { ...loopback, ...senders.email, channel: 'email' })
  return { sms: sms.id, email: email.id }
}

async function hireReceptionist(tx: TenantTransaction): Promise<SetUpClinic['receptionist']> {
  const name = 'Ewa Zając'
  const role = 'front_desk'
  const { id } = await addStaff(tx.as('clinic'), {
    person: { authUserId: 'simulation', name, email: 'ewa.zajac@klonowa.example', role, language: 'pl' },
    actor: manager,
  })
  return { kind: 'staff', id, name, role }
}

async function importClinic(
  db: Database,
  {
    clinicId,
    clinic,
    onProgress,
    signal,
  }: {
    clinicId: ClinicId
    clinic: SyntheticClinic
    onProgress: (share: number) => void
    signal: AbortSignal
  },
): Promise<ImportSummary> {
  return runImport({
    db,
    clinicId,
    source: simulationSource,
    input: simulatedSource(clinic),
    declared: null,
    actor: manager,
    isDryRun: false,
    signal,
    // A patient's file comes to about eleven records: the bar need not be exact.
    onProgress: ({ read }) => onProgress(Math.min(1, read / (clinic.options.patients * 11))),
  })
}

/** Starts the two campaigns that ship: from here on the programme works by itself. */
export async function startCampaigns(
  db: Database,
  clinicId: ClinicId,
  packs: OutreachPacks,
): Promise<readonly { id: string; kind: 'recall' | 'reactivation' }[]> {
  const documents = await shippedCampaignDocuments()
  const started: { id: string; kind: 'recall' | 'reactivation' }[] = []
  for (const kind of ['recall', 'reactivation'] as const) {
    const document = documents.find((one) => one.kind === kind)
    if (document === undefined) throw new Error(`no ${kind} campaign ships`)
    const id = await db.tenant(clinicId, async (tx) => {
      const made = await createCampaign(tx.as('campaigns'), {
        campaign: { name: document.name.pl, document },
        packs,
        actor: manager,
      })
      if (!made.ok) throw new Error(`the ${kind} campaign is refused: ${made.error.kind}`)
      const state = await changeCampaignState(tx.as('campaigns'), {
        campaignId: made.value.id,
        verb: 'start',
        actor: manager,
      })
      if (!state.ok) throw new Error(`the ${kind} campaign cannot start: ${state.error.kind}`)
      return made.value.id
    })
    started.push({ id, kind })
  }
  return started
}
