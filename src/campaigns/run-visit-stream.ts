import { sql } from 'kysely'
import { type ComposedMessage, composeMessage } from '../outreach/compose-message.ts'
import { type GatedContact, gatherGateFacts } from '../outreach/gather-gate-facts.ts'
import { type NewMessage, queueMessages } from '../outreach/queue-messages.ts'
import { recordDecisions } from '../outreach/record-decisions.ts'
import { decide } from '../outreach/rules/gate.ts'
import { livingRecords } from '../patients/living-records.ts'
import { lockPatientsShared } from '../patients/lock-patients.ts'
import { type Database, json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ClinicId } from '../platform/rules/brand.ts'
import { campaignDocumentSchema } from './contract.ts'
import type { PlannerOptions } from './planner-options.ts'
import { openPlanningDesk, type PlanningDesk } from './planning-desk.ts'
import {
  type AppointmentState,
  type NextAppointmentStep,
  nextAppointmentStep,
} from './rules/appointment-stream.ts'
import { type CampaignDocument, wordingOf } from './rules/campaign-document.ts'
import { contactKey } from './rules/contact-log.ts'
import { appointmentSubject, visitOrigin, wordingSource } from './rules/origins.ts'
import type { StepContact } from './rules/sequence.ts'
import { readContacts } from './store.ts'

/** Plans the messages about booked and missed visits that are due; answers how many streams were looked at. */
export async function runVisitStream(
  db: Database,
  clinicId: ClinicId,
  options: PlannerOptions,
): Promise<number> {
  return db.tenant(clinicId, async (tx) => planVisits(tx.as('campaigns'), options))
}

interface DueVisit {
  readonly appointmentId: string
  readonly patientId: string
  readonly contacts: readonly StepContact[]
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly bookedAt: Temporal.Instant
  readonly status: AppointmentState['status']
}

type Contact = Extract<NextAppointmentStep, { kind: 'contact' }>

async function planVisits(db: ModuleDb<'campaigns'>, options: PlannerOptions): Promise<number> {
  const visits = await claimDueVisits(db, options.most)
  if (visits.length === 0) return 0
  const programme = await visitProgramme(db)
  const steps = programme?.document.appointmentSteps ?? []
  const desk = await openPlanningDesk(
    db,
    visits.map((visit) => visit.patientId),
  )
  for (const visit of visits) {
    const patient = desk.patients.get(visit.patientId)
    if (patient === undefined) throw new Error('a visit without its patient')
    const usableChannels = (['sms', 'email'] as const).filter(
      (channel) => patient.contactPoints[channel] !== undefined && desk.accounts[channel] !== undefined,
    )
    const next = nextAppointmentStep(steps, { ...visit, zone: desk.clinic.zone, usableChannels, now: db.now })
    if (next.kind === 'none') await lookAgain(db, visit, null)
    else if (Temporal.Instant.compare(next.at, db.now) > 0) await lookAgain(db, visit, next.at)
    else if (programme !== null) await contactAbout(db, { visit, contact: next, programme, desk, options })
  }
  return visits.length
}

export interface VisitProgramme {
  readonly campaignId: string
  readonly version: number
  readonly document: CampaignDocument
}

/** The newest running recall campaign as it is now; where none runs, visits are not written about. */
export async function visitProgramme(db: ModuleDb<'campaigns'>): Promise<VisitProgramme | null> {
  const [row] = await db.sql<{ campaignId: string; version: number; document: unknown }>(sql`
    select c.id as "campaignId", c.version, v.document from campaigns.campaign c
    join campaigns.version v on v.clinic_id = c.clinic_id and v.campaign_id = c.id and v.version = c.version
    where c.clinic_id = ${db.clinicId} and c.kind = 'recall' and c.state = 'running'
    order by c.started_at desc, c.id limit 1`)
  return row === undefined ? null : { ...row, document: campaignDocumentSchema.parse(row.document) }
}

interface VisitRow extends Omit<DueVisit, 'contacts'> {
  readonly contacts: unknown
}

async function claimDueVisits(db: ModuleDb<'campaigns'>, most: number): Promise<readonly DueVisit[]> {
  const due = await db.sql<{ appointment_id: string; patient_id: string }>(sql`
    select appointment_id, patient_id from campaigns.visit_stream
    where clinic_id = ${db.clinicId} and next_at <= ${db.now} order by next_at, appointment_id limit ${most}`)
  if (due.length === 0) return []
  const booked = due.map((row) => row.patient_id)
  // A visit of a record that was merged since is the person's: the living record is reminded.
  const living = await livingRecords(db.as('patients'), booked)
  await lockPatientsShared(db.as('patients'), [...booked, ...living.values()])
  const rows = await db.sql<VisitRow>(sql`
    select s.appointment_id as "appointmentId", coalesce(p.merged_into, p.id) as "patientId", s.contacts, a.starts_at as "startsAt", a.ends_at as "endsAt",
      a.created_at as "bookedAt",
      case when a.state = 'no_show' then 'missed' when a.state = 'fulfilled' then 'arrived' when a.state <> 'booked' then 'ended'
        when a.confirmation = 'confirmed' then 'confirmed' else 'booked' end as status
    from campaigns.visit_stream s
    join scheduling.appointment a on a.clinic_id = s.clinic_id and a.id = s.appointment_id
    join patients.patient p on p.clinic_id = s.clinic_id and p.id = s.patient_id
    where s.clinic_id = ${db.clinicId} and s.appointment_id = any(${due.map((row) => row.appointment_id)}::uuid[]) and s.next_at <= ${db.now}
    order by s.appointment_id for update of s skip locked`)
  return rows.map((row) => ({ ...row, contacts: readContacts(row.contacts) }))
}

interface Question {
  readonly visit: DueVisit
  readonly contact: Contact
  readonly programme: VisitProgramme
  readonly desk: PlanningDesk
  readonly options: PlannerOptions
}

async function contactAbout(db: ModuleDb<'campaigns'>, question: Question): Promise<void> {
  const { visit, contact, programme, desk, options } = question
  const channel = contact.channel === 'email' ? 'email' : 'sms'
  const account = desk.accounts[channel]
  const patient = desk.patients.get(visit.patientId)
  const contactPointId = patient?.contactPoints[channel]
  if (account === undefined || patient === undefined || contactPointId === undefined)
    throw new Error('the stream chose a channel that is not usable')
  const composed = await composeMessage(options.packs, {
    message: contact.step.message,
    wording: wordingOf(programme.document, contact.step.message),
    channel,
    language: patient.language,
    clinic: desk.clinic,
    acceptsReplies: account.acceptsReplies,
    publicUrl: options.publicUrl,
    canOpenLinks: patient.hasBirthDate,
    linkPurpose: contact.step.kind === 'missed' ? 'book' : 'confirm',
    offers: [],
    serviceId: null,
    visit: { appointmentId: visit.appointmentId, startsAt: visit.startsAt, zone: desk.clinic.zone },
  })
  const identity = {
    patientId: visit.patientId,
    origin: visitOrigin,
    subjectKey: appointmentSubject(visit.appointmentId),
    stepKey: contactKey(contact.step.key, contact.contactNumber),
    contactNumber: contact.contactNumber,
  }
  if (!composed.ok) {
    const trace = [{ check: 'no_text' as const, passed: false, fact: composed.error.kind }]
    await recordDecisions(db.as('outreach'), [
      {
        ...identity,
        stage: 'planned',
        messageId: null,
        decision: { outcome: 'skip', reason: 'no_text', trace },
      },
    ])
    await saveContact(db, visit, { contact, outcome: 'refused', nextAt: db.now })
    return
  }
  const text = composed.value
  const gated: GatedContact = {
    patientId: visit.patientId,
    contactPointId,
    channel,
    purpose: text.purpose,
    isInvitation: false,
    isReply: false,
    origin: visitOrigin,
    accountId: account.id,
    appointmentId: visit.appointmentId,
    ownWording: text.isOwnWording ? wordingSource(programme.campaignId, programme.version) : null,
    expiresAt: contact.expiresAt,
    capPer30Days: null,
  }
  await decideAbout(db, { question, text, identity: { ...gated, ...identity } })
}

interface Written {
  readonly question: Question
  readonly text: ComposedMessage
  readonly identity: Identity
}

async function decideAbout(db: ModuleDb<'campaigns'>, { question, text, identity }: Written): Promise<void> {
  const { visit, contact, options } = question
  const [facts] = await gatherGateFacts(db.as('outreach'), options.rules, [identity])
  if (facts === undefined) throw new Error('the gate gave no facts')
  const decision = decide(facts)
  await recordDecisions(db.as('outreach'), [{ ...identity, stage: 'planned', messageId: null, decision }])
  switch (decision.outcome) {
    case 'hold':
      return lookAgain(db, visit, decision.until)
    case 'skip':
      return saveContact(db, visit, { contact, outcome: 'refused', nextAt: db.now })
    case 'exit':
      return lookAgain(db, visit, null)
    case 'send':
      await queueMessages(db.as('outreach'), [
        visitMessage(identity, { question, text, trace: decision.trace, now: db.now }),
      ])
      return saveContact(db, visit, { contact, outcome: 'open', nextAt: db.now.add({ hours: 24 }) })
  }
}

type Identity = GatedContact & {
  readonly subjectKey: string
  readonly stepKey: string
  readonly contactNumber: number
}

function visitMessage(
  identity: Identity,
  {
    question,
    text,
    trace,
    now,
  }: { question: Question; text: ComposedMessage; trace: unknown; now: Temporal.Instant },
): NewMessage {
  const { visit, contact, desk } = question
  const patient = desk.patients.get(visit.patientId)
  const account = desk.accounts[identity.channel]
  return {
    ...identity,
    kind: contact.step.message,
    items: [{ patientId: visit.patientId, typeKey: null }],
    language: patient?.language ?? desk.clinic.language,
    subject: text.subject,
    body: text.body,
    html: text.html,
    linkPurpose: text.linkPurpose,
    linkMinutes: 14 * 24 * 60,
    prompt: text.prompt,
    parts: text.parts,
    costMinor: text.parts * (account?.partCost ?? 0),
    notBefore: now,
    trace,
  }
}

async function lookAgain(
  db: ModuleDb<'campaigns'>,
  visit: DueVisit,
  at: Temporal.Instant | null,
): Promise<void> {
  await db.run(sql`
    update campaigns.visit_stream set next_at = ${at} where clinic_id = ${db.clinicId} and appointment_id = ${visit.appointmentId}`)
}

async function saveContact(
  db: ModuleDb<'campaigns'>,
  visit: DueVisit,
  {
    contact,
    outcome,
    nextAt,
  }: { contact: Contact; outcome: StepContact['outcome']; nextAt: Temporal.Instant },
): Promise<void> {
  const contacts = [
    ...visit.contacts,
    { stepKey: contact.step.key, contactNumber: contact.contactNumber, at: db.now, outcome },
  ]
  await db.run(sql`
    update campaigns.visit_stream set contacts = ${json(contacts)}, next_at = ${nextAt}
    where clinic_id = ${db.clinicId} and appointment_id = ${visit.appointmentId}`)
}
