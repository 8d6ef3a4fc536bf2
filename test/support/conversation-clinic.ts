import type { sql } from 'kysely'
import { readClinic } from '../../src/clinic/read-clinic.ts'
import type { ConversationOptions } from '../../src/conversations/queue-reply.ts'
import { type Received, receiveInbound } from '../../src/conversations/receive-inbound.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import {
  createLoopbackChannel,
  type LoopbackChannel,
} from '../../src/outreach/channels/loopback/loopback-channel.ts'
import { composeMessage } from '../../src/outreach/compose-message.ts'
import { queueMessages } from '../../src/outreach/queue-messages.ts'
import { runOutbox } from '../../src/outreach/run-outbox.ts'
import type { Connection } from '../../src/platform/db/pool.ts'
import { derivedUuid, type Ids } from '../../src/platform/ids/ids.ts'
import type { OpenTime } from '../../src/scheduling/find-open-times.ts'
import { givenCheckUp, importScheduleText, scheduleText } from './booking-clinic.ts'
import { addPatients, type OutreachClinic, outreachClinic, type TestPatient } from './outreach-clinic.ts'

/** A clinic that writes and is written to over the loopback channel, with doctors who have free time. */
export interface ConversationClinic extends OutreachClinic {
  readonly patients: readonly TestPatient[]
  readonly options: ConversationOptions
  readonly doctor: string
  readonly checkUp: string
  /** A patient writes. */
  hear(
    text: string,
    from?: string,
    delivery?: { readonly key?: string; readonly scope?: 'unique' | 'content' },
  ): Promise<Received>
  /** Sends what is queued; the texts that arrived at a number meanwhile. */
  deliver(to?: string): Promise<readonly string[]>
}

let count = 0

export async function conversationClinic(
  connection: Connection,
  wish: {
    readonly country?: string
    readonly patients?: number
    readonly name?: string
    readonly ids?: Ids
  } = {},
): Promise<ConversationClinic> {
  count += 1
  const clinic = await outreachClinic(connection, {
    name: wish.name ?? `Klinika ${count}`,
    ...(wish.ids === undefined ? {} : { ids: wish.ids }),
  })
  const { packs, rules } = await loadOutreachPacks()
  await clinic.db.directory
    .updateTable('clinic.clinic')
    .set({ display_name: 'Klonowa', address: 'Klonowa 12', country: wish.country ?? 'PL' })
    .where('id', '=', clinic.clinicId)
    .execute()
  await importScheduleText(clinic.db, clinic.clinicId, scheduleText)
  const patients = await addPatients(clinic, wish.patients ?? 1)
  const options: ConversationOptions = { packs, publicUrl: 'https://klonowa.example' }
  const channel: LoopbackChannel = createLoopbackChannel({
    kind: 'sms',
    clock: clinic.clock,
    listeners: { onReceipt: async () => {}, onInbound: async () => {} },
    receiptsBy: 'caller',
  })
  let seen = 0
  let keys = 0
  return {
    ...clinic,
    patients,
    options,
    doctor: derivedUuid(clinic.clinicId, 'schedule', 'resource', 'lis'),
    checkUp: derivedUuid(clinic.clinicId, 'service', 'check-up'),
    hear: async (text, from, delivery = {}) => {
      keys += 1
      clinic.clock.advance({ minutes: 5 })
      return clinic.db.tenant(clinic.clinicId, async (tx) =>
        receiveInbound(tx.as('conversations'), options, {
          channel: 'sms',
          accountId: clinic.accountId,
          from: from ?? firstNumber(patients),
          text,
          providerKey: delivery.key ?? `test:${keys}`,
          keyScope: delivery.scope ?? 'unique',
        }),
      )
    },
    deliver: async (to) => {
      clinic.clock.advance({ minutes: 1 })
      await runOutbox(clinic.db, clinic.clinicId, {
        rules,
        channels: new Map([[clinic.accountId, { channel, sender: 'KLONOWA', replyTo: null }]]),
        publicUrl: options.publicUrl,
        most: 50,
        leaseSeconds: 60,
      })
      const fresh = channel.arrived.slice(seen)
      seen = channel.arrived.length
      return fresh.filter((one) => one.to === (to ?? firstNumber(patients))).map((one) => one.text)
    },
  }
}

function firstNumber(patients: readonly TestPatient[]): string {
  const [first] = patients
  if (first === undefined) throw new Error('the clinic has no patients')
  return first.number
}

/** A visit of the patient, booked by staff. */
export async function givenVisit(
  clinic: ConversationClinic,
  patient: TestPatient,
  startsAt: string,
): Promise<string> {
  return givenCheckUp(clinic, { patientId: patient.id, doctor: clinic.doctor, startsAt })
}

/** A message of the packs goes out and opens its prompt; answers what arrived. */
export async function givenMessage(
  clinic: ConversationClinic,
  patient: TestPatient,
  message: {
    readonly key: string
    readonly subjectKey: string
    readonly offers?: readonly OpenTime[]
    readonly visit?: { readonly appointmentId: string; readonly startsAt: string }
  },
): Promise<readonly string[]> {
  await clinic.db.tenant(clinic.clinicId, async (tx) => {
    const composed = await composeMessage(clinic.options.packs, {
      message: message.key,
      wording: null,
      channel: 'sms',
      language: 'pl',
      clinic: await readClinic(tx.as('clinic')),
      acceptsReplies: true,
      publicUrl: clinic.options.publicUrl,
      canOpenLinks: true,
      linkPurpose: 'book',
      offers: message.offers ?? [],
      serviceId: clinic.checkUp,
      visit:
        message.visit === undefined
          ? null
          : {
              ...message.visit,
              startsAt: Temporal.Instant.from(message.visit.startsAt),
              zone: 'Europe/Warsaw',
            },
    })
    if (!composed.ok) throw new Error(composed.error.kind)
    const text = composed.value
    await queueMessages(tx.as('outreach'), [
      {
        ...text,
        origin: 'campaign:test',
        subjectKey: message.subjectKey,
        stepKey: `${message.key}:${clinic.clock.now().epochMilliseconds}`,
        contactNumber: 0,
        kind: message.key,
        isInvitation: false,
        isReply: false,
        patientId: patient.id,
        items: [{ patientId: patient.id, typeKey: null }],
        contactPointId: patient.contactPointId,
        channel: 'sms',
        accountId: clinic.accountId,
        language: 'pl',
        linkMinutes: 60,
        appointmentId: message.visit?.appointmentId ?? null,
        ownWording: null,
        capPer30Days: null,
        costMinor: 0,
        notBefore: clinic.clock.now(),
        expiresAt: clinic.clock.now().add({ hours: 48 }),
        trace: [],
      },
    ])
  })
  return clinic.deliver(patient.number)
}

export async function rowsOf<Row>(
  clinic: ConversationClinic,
  statement: (clinicId: string) => ReturnType<typeof sql<Row>>,
): Promise<readonly Row[]> {
  return clinic.db.tenant(clinic.clinicId, async (tx) => tx.sql<Row>(statement(clinic.clinicId)))
}
