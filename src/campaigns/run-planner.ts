import { sql } from 'kysely'
import type { GateDecision } from '../outreach/rules/gate.ts'
import { lockPatientsShared } from '../patients/lock-patients.ts'
import type { Database } from '../platform/db/database.ts'
import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ClinicId } from '../platform/rules/brand.ts'
import { stateAfterExit } from './apply-outreach-outcomes.ts'
import { type PlannedContact, planContacts, usableChannels, wayOf } from './plan-contacts.ts'
import type { PlannerOptions } from './planner-options.ts'
import { openPlanningDesk, type PlannedPatient, type PlanningDesk } from './planning-desk.ts'
import { readVersions, versionKey } from './read-campaign.ts'
import { type CampaignDocument, messageFor } from './rules/campaign-document.ts'
import { contactKey } from './rules/contact-log.ts'
import { campaignOrigin, enrolmentSubject } from './rules/origins.ts'
import { type EndReason, type NextStep, nextStep, type StepContact } from './rules/sequence.ts'
import { claimDueEnrolments, type DueEnrolment } from './store.ts'

/** Plans what is due of one clinic's enrolments, one batch; answers how many were looked at (0: nothing is due). */
export async function runPlanner(db: Database, clinicId: ClinicId, options: PlannerOptions): Promise<number> {
  return db.tenant(clinicId, async (tx) => planBatch(tx.as('campaigns'), options))
}

type Contact = Extract<NextStep, { kind: 'contact' }>

interface Candidate {
  readonly enrolment: DueEnrolment
  readonly contact: Contact
  readonly planned: PlannedContact
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
    const candidate = await look(db, { enrolment, document, patient, desk })
    if (candidate !== null) candidates.push(candidate)
  }
  const decisions = await planContacts(
    db,
    candidates.map(({ planned }) => planned),
    { options, clinic: desk.clinic },
  )
  for (const [index, decision] of decisions.entries()) {
    const candidate = candidates[index]
    if (candidate !== undefined) await follow(db, candidate, decision)
  }
  return enrolments.length
}

interface Look {
  readonly enrolment: DueEnrolment
  readonly document: CampaignDocument
  readonly patient: PlannedPatient
  readonly desk: PlanningDesk
}

/** What the sequence says now: a wait or an end is written at once; a contact that is due goes on to the gate. */
async function look(db: ModuleDb<'campaigns'>, question: Look): Promise<Candidate | null> {
  const { enrolment, document, patient, desk } = question
  if (enrolment.goneBecause !== null) {
    await closeEnrolment(db, enrolment, { state: 'left', reason: enrolment.goneBecause })
    return null
  }
  if (enrolment.arm === 'hold_out') return endEnrolment(db, enrolment, 'exhausted')
  const next = nextStep(document, {
    enrolledAt: enrolment.enrolledAt,
    dueDate: document.kind === 'recall' ? enrolment.anchorOn : null,
    zone: patient.zone,
    hasFutureAppointment: patient.visitAheadAt !== null,
    usableChannels: usableChannels(patient, desk),
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
      return { enrolment, contact: next, planned: await planned(question, next) }
  }
}

/** A wait that is over already means that news is overdue: look again in an hour, not at once for ever. */
function laterThan(now: Temporal.Instant, until: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(until, now) > 0 ? until : now.add({ hours: 1 })
}

async function planned(
  { enrolment, document, patient, desk }: Look,
  contact: Contact,
): Promise<PlannedContact> {
  const { step, contactNumber } = contact
  const way = wayOf(patient, desk, contact.channel)
  const offers = await desk.offersFor(patient.id, enrolment.typeKey)
  const asksInText = way.channel === 'sms' && way.account.acceptsReplies && step.kind !== 'education'
  return {
    patient,
    way,
    campaignId: enrolment.campaignId,
    version: enrolment.version,
    document,
    origin: campaignOrigin(enrolment.campaignId),
    subjectKey: enrolmentSubject(enrolment.id),
    stepKey: contactKey(step.key, contactNumber),
    contactNumber,
    message: messageFor(step, { band: enrolment.band, situation: null }),
    typeKey: enrolment.typeKey,
    isInvitation: step.whenBooked === 'skip',
    linkPurpose: 'book',
    offers: asksInText ? offers.times : [],
    serviceId: offers.serviceId,
    visit: null,
    expiresAt: contact.expiresAt,
    capPer30Days: document.caps.perPatientPer30Days,
  }
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
