import type { ClinicProfile } from '../clinic/read-clinic.ts'
import { type ComposedMessage, composeMessage } from '../outreach/compose-message.ts'
import { type GatedContact, gatherGateFacts } from '../outreach/gather-gate-facts.ts'
import { type NewMessage, queueMessages } from '../outreach/queue-messages.ts'
import { recordDecisions } from '../outreach/record-decisions.ts'
import { decide, type GateDecision } from '../outreach/rules/gate.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { OpenTime } from '../scheduling/find-open-times.ts'
import type { PlannerOptions } from './planner-options.ts'
import type { PlannedPatient, PlanningDesk, SendingAccount } from './planning-desk.ts'
import { type CampaignDocument, wordingOf } from './rules/campaign-document.ts'
import { wordingSource } from './rules/origins.ts'

/** How a planned contact reaches its patient. */
export interface Way {
  readonly channel: 'sms' | 'email'
  readonly contactPointId: string
  readonly account: SendingAccount
}

/** One contact whose time has come, of a sequence or of the visits. */
export interface PlannedContact {
  readonly patient: PlannedPatient
  readonly way: Way
  /** The campaign version in whose words it is written. */
  readonly campaignId: string
  readonly version: number
  readonly document: CampaignDocument
  readonly origin: string
  readonly subjectKey: string
  readonly stepKey: string
  readonly contactNumber: number
  /** Message key of the packs. */
  readonly message: string
  readonly typeKey: string | null
  readonly isInvitation: boolean
  readonly linkPurpose: 'book' | 'confirm'
  readonly offers: readonly OpenTime[]
  readonly serviceId: string | null
  /** The visit it is about. */
  readonly visit: {
    readonly appointmentId: string
    readonly startsAt: Temporal.Instant
    readonly zone: string
  } | null
  readonly expiresAt: Temporal.Instant
  readonly capPer30Days: number | null
}

/** A patient link in a message opens this long. */
const linkMinutes = 14 * 24 * 60

/** The channels on which this patient can be written to now, the first to be asked first. */
export function usableChannels(
  patient: PlannedPatient | undefined,
  { accounts }: PlanningDesk,
): readonly ('sms' | 'email')[] {
  return (['sms', 'email'] as const).filter(
    (channel) => patient?.contactPoints[channel] !== undefined && accounts[channel] !== undefined,
  )
}

/** The way of a channel that a rule chose among the usable ones. */
export function wayOf(patient: PlannedPatient, desk: PlanningDesk, chosen: string): Way {
  const channel = chosen === 'email' ? 'email' : 'sms'
  const account = desk.accounts[channel]
  const contactPointId = patient.contactPoints[channel]
  if (account === undefined || contactPointId === undefined)
    throw new Error('the rule chose a channel that is not usable')
  return { channel, contactPointId, account }
}

/**
 * Puts contacts into words, asks the gate, keeps what it decided and queues what may go (laws 7 and 8); answers the
 * decisions in the order of `contacts`. A text that cannot be written for this patient and place is a skipped contact,
 * and said so.
 */
export async function planContacts(
  db: ModuleDb<'campaigns'>,
  contacts: readonly PlannedContact[],
  { options, clinic }: { readonly options: PlannerOptions; readonly clinic: ClinicProfile },
): Promise<readonly GateDecision[]> {
  const outreach = db.as('outreach')
  const written: Written[] = []
  for (const contact of contacts) written.push(await write(contact, options, clinic))
  const sayable = written.flatMap(({ contact, text }) => (text === null ? [] : [gatedContact(contact, text)]))
  const facts = (await gatherGateFacts(outreach, options.rules, sayable)).values()
  const decided = written.map((one) => ({ ...one, decision: one.decision ?? decide(next(facts)) }))
  await recordDecisions(
    outreach,
    decided.map(({ contact, decision }) => ({
      ...identityOf(contact),
      stage: 'planned',
      messageId: null,
      decision,
    })),
  )
  await queueMessages(
    outreach,
    decided.flatMap(({ contact, text, decision }) =>
      text === null || decision.outcome !== 'send'
        ? []
        : [newMessage(contact, text, { trace: decision.trace, now: db.now })],
    ),
  )
  return decided.map(({ decision }) => decision)
}

function next<Fact>(facts: Iterator<Fact>): Fact {
  const { value, done } = facts.next()
  if (done === true) throw new Error('the gate answered for fewer contacts than it was asked')
  return value
}

/** In words and not yet decided, or not sayable and decided by that. */
type Written =
  | { readonly contact: PlannedContact; readonly text: ComposedMessage; readonly decision: null }
  | { readonly contact: PlannedContact; readonly text: null; readonly decision: GateDecision }

async function write(
  contact: PlannedContact,
  options: PlannerOptions,
  clinic: ClinicProfile,
): Promise<Written> {
  const { patient, way, message, linkPurpose, offers, serviceId, visit } = contact
  const composed = await composeMessage(options.packs, {
    message,
    wording: wordingOf(contact.document, message),
    channel: way.channel,
    language: patient.language,
    clinic,
    acceptsReplies: way.account.acceptsReplies,
    publicUrl: options.publicUrl,
    canOpenLinks: patient.hasBirthDate,
    linkPurpose,
    offers,
    serviceId,
    visit,
  })
  if (composed.ok) return { contact, text: composed.value, decision: null }
  const trace = [{ check: 'no_text' as const, passed: false, fact: composed.error.kind }]
  return { contact, text: null, decision: { outcome: 'skip', reason: 'no_text', trace } }
}

function identityOf({ patient, origin, subjectKey, stepKey }: PlannedContact) {
  return { patientId: patient.id, origin, subjectKey, stepKey }
}

function gatedContact(contact: PlannedContact, text: ComposedMessage): GatedContact {
  const { way } = contact
  return {
    patientId: contact.patient.id,
    contactPointId: way.contactPointId,
    channel: way.channel,
    purpose: text.purpose,
    isInvitation: contact.isInvitation,
    isReply: false,
    origin: contact.origin,
    accountId: way.account.id,
    appointmentId: contact.visit?.appointmentId ?? null,
    typeKeys: [contact.typeKey],
    ownWording: text.isOwnWording ? wordingSource(contact.campaignId, contact.version) : null,
    expiresAt: contact.expiresAt,
    capPer30Days: contact.capPer30Days,
  }
}

function newMessage(
  contact: PlannedContact,
  text: ComposedMessage,
  { trace, now }: { readonly trace: GateDecision['trace']; readonly now: Temporal.Instant },
): NewMessage {
  const { patient, way } = contact
  return {
    ...gatedContact(contact, text),
    subjectKey: contact.subjectKey,
    stepKey: contact.stepKey,
    contactNumber: contact.contactNumber,
    kind: contact.message,
    items: [{ patientId: patient.id, typeKey: contact.typeKey }],
    language: patient.language,
    subject: text.subject,
    body: text.body,
    html: text.html,
    linkPurpose: text.linkPurpose,
    linkMinutes,
    prompt: text.prompt,
    parts: text.parts,
    costMinor: text.parts * way.account.partCost,
    notBefore: now,
    trace,
  }
}
