import { sql } from 'kysely'
import { type ComposedMessage, composeMessage } from '../outreach/compose-message.ts'
import { type GatedContact, gatherGateFacts } from '../outreach/gather-gate-facts.ts'
import { type NewMessage, queueMessages } from '../outreach/queue-messages.ts'
import { type DecisionRecord, recordDecisions } from '../outreach/record-decisions.ts'
import { decide, type GateDecision } from '../outreach/rules/gate.ts'
import { lockPatientsShared } from '../patients/lock-patients.ts'
import type { Database } from '../platform/db/database.ts'
import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ClinicId } from '../platform/rules/brand.ts'
import { stateAfterExit } from './apply-outreach-outcomes.ts'
import type { PlannerOptions } from './planner-options.ts'
import {
  openPlanningDesk,
  type PlannedPatient,
  type PlanningDesk,
  type SendingAccount,
} from './planning-desk.ts'
import { readVersions, versionKey } from './read-campaign.ts'
import { type CampaignDocument, messageFor, wordingOf } from './rules/campaign-document.ts'
import { contactKey } from './rules/contact-log.ts'
import { campaignOrigin, enrolmentSubject, wordingSource } from './rules/origins.ts'
import { type EndReason, type NextStep, nextStep, type StepContact } from './rules/sequence.ts'
import { claimDueEnrolments, type DueEnrolment } from './store.ts'

/** Plans what is due of one clinic's enrolments, one batch; answers how many were looked at (0: nothing is due). */
export async function runPlanner(db: Database, clinicId: ClinicId, options: PlannerOptions): Promise<number> {
  return db.tenant(clinicId, async (tx) => planBatch(tx.as('campaigns'), options))
}

type Contact = Extract<NextStep, { kind: 'contact' }>

interface Candidate {
  readonly enrolment: DueEnrolment
  readonly document: CampaignDocument
  readonly patient: PlannedPatient
  readonly contact: Contact
  readonly channel: 'sms' | 'email'
  readonly contactPointId: string
  readonly account: SendingAccount
  readonly text: ComposedMessage
}

async function planBatch(db: ModuleDb<'campaigns'>, options: PlannerOptions): Promise<number> {
  const enrolments = await claimDueEnrolments(db, options.most, async (patientIds) =>
    lockPatientsShared(db.as('patients'), patientIds),
  )
  if (enrolments.length === 0) return 0
  const documents = await readVersions(db, enrolments)
  const desk = await openPlanningDesk(
    db,
    enrolments.map((enrolment) => enrolment.patientId),
  )
  const candidates: Candidate[] = []
  for (const enrolment of enrolments) {
    const document = documents.get(versionKey(enrolment.campaignId, enrolment.version))
    const patient = desk.patients.get(enrolment.patientId)
    if (document === undefined || patient === undefined)
      throw new Error('an enrolment without its version or patient')
    const candidate = await look(db, { enrolment, document, patient, desk, options })
    if (candidate !== null) candidates.push(candidate)
  }
  await decideAll(db, candidates, options)
  return enrolments.length
}

interface Look {
  readonly enrolment: DueEnrolment
  readonly document: CampaignDocument
  readonly patient: PlannedPatient
  readonly desk: PlanningDesk
  readonly options: PlannerOptions
}

/** What the sequence says now: a wait or an end is written at once; a contact that is due goes on to the gate. */
async function look(db: ModuleDb<'campaigns'>, question: Look): Promise<Candidate | null> {
  const { enrolment, document, patient, desk } = question
  if (enrolment.goneBecause !== null) {
    await closeEnrolment(db, enrolment, { state: 'left', reason: enrolment.goneBecause })
    return null
  }
  if (enrolment.arm === 'hold_out') return endEnrolment(db, enrolment, 'exhausted')
  const usable = (['sms', 'email'] as const).filter(
    (channel) => patient.contactPoints[channel] !== undefined && desk.accounts[channel] !== undefined,
  )
  const next = nextStep(document, {
    enrolledAt: enrolment.enrolledAt,
    dueDate: document.kind === 'recall' ? enrolment.anchorOn : null,
    zone: patient.zone,
    hasFutureAppointment: patient.visitAheadAt !== null,
    usableChannels: usable,
    contacts: enrolment.contacts,
    reactions: enrolment.reactions,
    now: db.now,
  })
  switch (next.kind) {
    case 'end':
      // Somebody with a visit ahead is not asked now; if the visit comes to nothing, they are.
      if (next.reason === 'nothing_to_send' && patient.visitAheadAt !== null)
        return lookAgain(db, enrolment, patient.visitAheadAt.add({ hours: 24 }))
      return endEnrolment(db, enrolment, next.reason)
    case 'wait':
      return lookAgain(db, enrolment, laterThan(db.now, next.until))
    case 'contact':
      if (Temporal.Instant.compare(next.at, db.now) > 0) return lookAgain(db, enrolment, next.at)
      return write(db, question, next)
  }
}

/** A wait that is over already means that news is overdue: look again in an hour, not at once for ever. */
function laterThan(now: Temporal.Instant, until: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(until, now) > 0 ? until : now.add({ hours: 1 })
}

/** Puts the contact into words. A text that cannot be written for this patient and place is a refused contact, and said so. */
async function write(db: ModuleDb<'campaigns'>, question: Look, contact: Contact): Promise<Candidate | null> {
  const { enrolment, document, patient, desk, options } = question
  const channel = contact.channel === 'email' ? 'email' : 'sms'
  const account = desk.accounts[channel]
  const contactPointId = patient.contactPoints[channel]
  if (account === undefined || contactPointId === undefined)
    throw new Error('the sequence chose a channel that is not usable')
  const offers = await desk.offersFor(patient.id, enrolment.typeKey)
  const message = messageFor(contact.step, { band: enrolment.band, situation: null })
  const composed = await composeMessage(options.packs, {
    message,
    wording: wordingOf(document, message),
    channel,
    language: patient.language,
    clinic: desk.clinic,
    acceptsReplies: account.acceptsReplies,
    publicUrl: options.publicUrl,
    canOpenLinks: patient.hasBirthDate,
    linkPurpose: 'book',
    offers:
      channel === 'sms' && account.acceptsReplies && contact.step.kind !== 'education' ? offers.times : [],
    serviceId: offers.serviceId,
    visit: null,
  })
  if (composed.ok)
    return { enrolment, document, patient, contact, channel, contactPointId, account, text: composed.value }
  const trace = [{ check: 'no_text' as const, passed: false, fact: composed.error.kind }]
  await recordDecisions(db.as('outreach'), [
    decisionRecord({ enrolment, contact }, { outcome: 'skip', reason: 'no_text', trace }),
  ])
  await saveContact(db, enrolment, { contact, outcome: 'refused', nextAt: db.now })
  return null
}

async function decideAll(
  db: ModuleDb<'campaigns'>,
  candidates: readonly Candidate[],
  options: PlannerOptions,
): Promise<void> {
  const outreach = db.as('outreach')
  const facts = await gatherGateFacts(outreach, options.rules, candidates.map(gatedContact))
  const records: DecisionRecord[] = []
  const messages: NewMessage[] = []
  for (const [index, candidate] of candidates.entries()) {
    const fact = facts[index]
    if (fact === undefined) throw new Error('the gate answered for fewer contacts than it was asked')
    const decision = decide(fact)
    records.push(decisionRecord(candidate, decision))
    if (decision.outcome === 'send') messages.push(newMessage(candidate, decision, db.now))
    await follow(db, candidate, decision)
  }
  await recordDecisions(outreach, records)
  await queueMessages(outreach, messages)
}

async function follow(
  db: ModuleDb<'campaigns'>,
  candidate: Candidate,
  decision: GateDecision,
): Promise<void> {
  const { enrolment, contact } = candidate
  switch (decision.outcome) {
    case 'send':
      await saveContact(db, enrolment, { contact, outcome: 'open', nextAt: db.now.add({ hours: 24 }) })
      return
    case 'hold':
      await lookAgain(db, enrolment, decision.until)
      return
    case 'skip':
      await saveContact(db, enrolment, { contact, outcome: 'refused', nextAt: db.now })
      return
    case 'exit':
      await closeEnrolment(db, enrolment, { state: stateAfterExit(decision.reason), reason: decision.reason })
  }
}

function gatedContact(candidate: Candidate): GatedContact {
  const { enrolment, document, contact } = candidate
  return {
    patientId: enrolment.patientId,
    contactPointId: candidate.contactPointId,
    channel: candidate.channel,
    purpose: candidate.text.purpose,
    isInvitation: contact.step.whenBooked === 'skip',
    isReply: false,
    origin: campaignOrigin(enrolment.campaignId),
    accountId: candidate.account.id,
    appointmentId: null,
    ownWording: candidate.text.isOwnWording ? wordingSource(enrolment.campaignId, enrolment.version) : null,
    expiresAt: contact.expiresAt,
    capPer30Days: document.caps.perPatientPer30Days,
  }
}

function newMessage(candidate: Candidate, decision: GateDecision, now: Temporal.Instant): NewMessage {
  const { enrolment, contact, text, account } = candidate
  return {
    ...gatedContact(candidate),
    subjectKey: enrolmentSubject(enrolment.id),
    stepKey: contactKey(contact.step.key, contact.contactNumber),
    contactNumber: contact.contactNumber,
    kind: messageFor(contact.step, { band: enrolment.band, situation: null }),
    items: [{ patientId: enrolment.patientId, typeKey: enrolment.typeKey }],
    language: candidate.patient.language,
    subject: text.subject,
    body: text.body,
    html: text.html,
    linkPurpose: text.linkPurpose,
    linkMinutes: 14 * 24 * 60,
    prompt: text.prompt,
    parts: text.parts,
    costMinor: text.parts * account.partCost,
    notBefore: now,
    trace: decision.trace,
  }
}

function decisionRecord(
  { enrolment, contact }: { readonly enrolment: DueEnrolment; readonly contact: Contact },
  decision: GateDecision,
): DecisionRecord {
  return {
    patientId: enrolment.patientId,
    origin: campaignOrigin(enrolment.campaignId),
    subjectKey: enrolmentSubject(enrolment.id),
    stepKey: contactKey(contact.step.key, contact.contactNumber),
    stage: 'planned',
    messageId: null,
    decision,
  }
}

async function lookAgain(
  db: ModuleDb<'campaigns'>,
  enrolment: DueEnrolment,
  at: Temporal.Instant,
): Promise<null> {
  await db.run(sql`
    update campaigns.enrolment set next_at = ${at} where clinic_id = ${db.clinicId} and id = ${enrolment.id} and state = 'active'`)
  return null
}

async function saveContact(
  db: ModuleDb<'campaigns'>,
  enrolment: DueEnrolment,
  {
    contact,
    outcome,
    nextAt,
  }: { contact: Contact; outcome: StepContact['outcome']; nextAt: Temporal.Instant },
): Promise<void> {
  const contacts: readonly StepContact[] = [
    ...enrolment.contacts,
    { stepKey: contact.step.key, contactNumber: contact.contactNumber, at: db.now, outcome },
  ]
  await db.run(sql`
    update campaigns.enrolment set contacts = ${json(contacts)}, next_at = ${nextAt}
    where clinic_id = ${db.clinicId} and id = ${enrolment.id} and state = 'active'`)
}

async function endEnrolment(
  db: ModuleDb<'campaigns'>,
  enrolment: DueEnrolment,
  reason: EndReason,
): Promise<null> {
  await closeEnrolment(db, enrolment, { state: stateOf(reason), reason })
  return null
}

function stateOf(reason: EndReason): 'booked' | 'declined' | 'opted_out' | 'exhausted' {
  switch (reason) {
    case 'booked':
    case 'declined':
    case 'opted_out':
      return reason
    case 'postponed':
    case 'answered':
    case 'exhausted':
    case 'nothing_to_send':
      return 'exhausted'
  }
}

async function closeEnrolment(
  db: ModuleDb<'campaigns'>,
  enrolment: DueEnrolment,
  { state, reason }: { state: string; reason: string },
): Promise<void> {
  await db.run(sql`
    update campaigns.enrolment set state = ${state}, next_at = null, closed_at = ${db.now}, close_reason = ${reason}
    where clinic_id = ${db.clinicId} and id = ${enrolment.id} and state = 'active'`)
}
