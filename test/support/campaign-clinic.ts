import { sql } from 'kysely'
import { changeCampaignState } from '../../src/campaigns/change-campaign-state.ts'
import { createCampaign } from '../../src/campaigns/create-campaign.ts'
import { describeWordingFault } from '../../src/campaigns/describe-wording-fault.ts'
import { shippedCampaignDocuments } from '../../src/campaigns/read-campaign-document.ts'
import type { CampaignDocument } from '../../src/campaigns/rules/campaign-document.ts'
import { runPlanner } from '../../src/campaigns/run-planner.ts'
import { runVisitStream } from '../../src/campaigns/run-visit-stream.ts'
import { receiveInbound } from '../../src/conversations/receive-inbound.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { applyReceipt } from '../../src/outreach/apply-receipt.ts'
import type { Channel, OutgoingMessage } from '../../src/outreach/channels/channel.ts'
import { runOutbox } from '../../src/outreach/run-outbox.ts'
import type { Connection } from '../../src/platform/db/pool.ts'
import { derivedUuid, type Ids } from '../../src/platform/ids/ids.ts'
import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import { loadRecallPacks } from '../../src/recall/packs/load-recall-packs.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import { bookAppointment } from '../../src/scheduling/book-appointment.ts'
import { findOpenTimes } from '../../src/scheduling/find-open-times.ts'
import { importScheduleText } from './booking-clinic.ts'
import {
  addPatients,
  type ClinicPlace,
  type OutreachClinic,
  outreachClinic,
  type TestPatient,
  tuesday,
} from './outreach-clinic.ts'

/** A clinic whose patients are due for hygiene, with a way to run its campaigns, answer them and book. */
export interface CampaignClinic extends OutreachClinic {
  readonly patients: readonly TestPatient[]
  readonly hygiene: string
  /** What the channel was given. */
  readonly given: OutgoingMessage[]
  /** How the channel answers from now on. */
  answerAs(outcome: 'accepted' | 'failed' | 'unknown'): void
  start(document: CampaignDocument, name?: string): Promise<string>
  /** Planner, visit stream and outbox, until nothing is due any more. */
  work(): Promise<void>
  /** Plans what is due and sends nothing: a clinic whose channels are shut. */
  plan(): Promise<void>
  say(patient: TestPatient, text: string): Promise<void>
  /** A receipt for the newest message to the patient. */
  receipt(patient: TestPatient, status: 'delivered' | 'failed'): Promise<void>
  /** Booked at the desk, not from a message: the first free time after so many hours. */
  book(patient: TestPatient, hoursAhead?: number): Promise<string>
}

export const desk = { kind: 'command_line', name: 'dr Anna Lis' } as const
const publicUrl = 'https://klonowa.example'

const scheduleText = `
services:
  - { key: hygiene, name: Higienizacja, minutes: 45 }
resources:
  - { key: lis, name: dr Anna Lis, hours: { mon: ["08:00-16:00"], tue: ["08:00-16:00"], wed: ["08:00-16:00"], thu: ["08:00-16:00"], fri: ["08:00-16:00"] } }
  - { key: nowak, name: dr Piotr Nowak, hours: { mon: ["08:00-16:00"], tue: ["08:00-16:00"], wed: ["08:00-16:00"], thu: ["08:00-16:00"], fri: ["08:00-16:00"] } }
`

export async function shippedDocument(key: string): Promise<CampaignDocument> {
  const found = (await shippedCampaignDocuments()).find((one) => one.key === key)
  if (found === undefined) throw new Error(`no campaign ${key} ships`)
  return found
}

export async function campaignClinic(
  connection: Connection,
  wish: {
    readonly patients: number
    readonly daysSinceVisit?: number
    readonly name?: string
    readonly place?: ClinicPlace
    readonly ids?: Ids
  },
): Promise<CampaignClinic> {
  const clinic = await outreachClinic(connection, wish)
  const { db, clinicId, accountId } = clinic
  const { packs, rules } = await loadOutreachPacks()
  const patients = await addPatients(clinic, wish.patients)
  await importScheduleText(db, clinicId, scheduleText)
  const daysAgo = wish.daysSinceVisit ?? 190
  await db.tenant(clinicId, async (tx) => {
    await tx.run(sql`
      insert into scheduling.visit (clinic_id, id, patient_id, status, kind_code, started_at, ended_at, value_minor, source, external_id, revision)
      select ${clinicId}, md5('v' || p)::uuid, p, 'finished', 'hygiene', ${tuesday.subtract({ hours: 24 * daysAgo + 1 })}::timestamptz,
        ${tuesday.subtract({ hours: 24 * daysAgo })}::timestamptz, 24000, 'test', 'v' || p, 'r'
      from unnest(${patients.map((patient) => patient.id)}::uuid[]) p`)
    await tx.run(
      sql`update outreach.account set part_cost_minor = 12 where clinic_id = ${clinicId} and id = ${accountId}`,
    )
    await enableRecallTypes(tx.as('recall'), {
      keys: ['dental_hygiene'],
      by: desk,
      packs: await loadRecallPacks(),
    })
    await rebuildCycles(tx.as('recall'))
  })
  const given: OutgoingMessage[] = []
  let outcome: 'accepted' | 'failed' | 'unknown' = 'accepted'
  const channel: Channel = {
    kind: 'sms',
    capabilities: { statusQuery: 'none', receipts: true, inbound: true },
    send: async (message) => {
      given.push(message)
      if (outcome === 'failed') return { kind: 'permanent', reason: 'rejected', addressIsBad: false }
      if (outcome === 'unknown') return { kind: 'unknown', reason: 'connection_lost' }
      return { kind: 'accepted', providerMessageId: message.messageId, partIds: [] }
    },
    query: async () => ({ kind: 'unsupported' }),
    ready: async () => true,
    health: () => ({ state: 'ready', since: tuesday, lastFailure: null, inFlight: 0 }),
    close: async () => undefined,
  }
  const planning = { packs, rules, publicUrl, most: 500 }
  const hygiene = derivedUuid(clinicId, 'service', 'hygiene')
  let texts = 0
  return {
    ...clinic,
    patients,
    hygiene,
    given,
    answerAs: (next) => {
      outcome = next
    },
    start: async (document, name = 'Jesienna') =>
      db.tenant(clinicId, async (tx) => {
        const made = await createCampaign(tx.as('campaigns'), {
          campaign: { name, document },
          packs,
          actor: desk,
        })
        if (!made.ok)
          throw new Error(
            made.error.kind === 'wording'
              ? made.error.faults.map(describeWordingFault).join('\n')
              : made.error.kind,
          )
        const { id } = made.value
        await changeCampaignState(tx.as('campaigns'), { campaignId: id, verb: 'start', actor: desk })
        return id
      }),
    plan: async () => {
      while ((await runPlanner(db, clinicId, planning)) > 0);
    },
    work: async () => {
      const outbox = {
        rules,
        channels: new Map([[accountId, { channel, sender: 'KLONOWA', replyTo: null }]]),
        publicUrl,
        most: 500,
        leaseSeconds: 60,
      }
      while ((await runPlanner(db, clinicId, planning)) > 0);
      while ((await runVisitStream(db, clinicId, planning)) > 0);
      while ((await runOutbox(db, clinicId, outbox)) > 0);
    },
    say: async (patient, text) => {
      texts += 1
      const inbound = {
        channel: 'sms',
        accountId,
        from: patient.number,
        text,
        providerKey: `in-${texts}`,
        keyScope: 'unique',
      } as const
      await db.tenant(clinicId, async (tx) =>
        receiveInbound(tx.as('conversations'), { packs, publicUrl }, inbound),
      )
    },
    receipt: async (patient, status) => {
      const message = given.findLast((one) => one.to === patient.number)
      if (message === undefined) throw new Error('nothing was sent to this patient')
      await db.tenant(clinicId, async (tx) =>
        applyReceipt(tx.as('outreach'), accountId, {
          providerMessageId: message.messageId,
          reference: null,
          to: patient.number,
          status,
          at: null,
          detail: null,
        }),
      )
    },
    book: async (patient, hoursAhead = 24) =>
      db.tenant(clinicId, async (tx) => {
        const scheduling = tx.as('scheduling')
        const [time] = await findOpenTimes(scheduling, {
          serviceId: hygiene,
          from: tx.now.add({ hours: hoursAhead }),
          to: tx.now.add({ hours: 24 * 30 }),
          limit: 1,
          order: 'soonest',
        })
        if (time === undefined) throw new Error('no open time')
        const booked = await bookAppointment(scheduling, {
          patientId: patient.id,
          serviceId: hygiene,
          startsAt: time.startsAt,
          resourceIds: [time.resourceId],
          via: 'staff',
          origin: null,
          subjectKey: null,
          actor: desk,
        })
        if (!booked.ok) throw new Error(booked.error.kind)
        return booked.value.appointmentId
      }),
  }
}
