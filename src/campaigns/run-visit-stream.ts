import { sql } from 'kysely'
import { livingRecords } from '../patients/living-records.ts'
import { lockPatientsShared } from '../patients/lock-patients.ts'
import { type Database, json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ClinicId } from '../platform/rules/brand.ts'
import { campaignDocumentSchema } from './contract.ts'
import { type PlannedContact, planContacts, usableChannels, wayOf } from './plan-contacts.ts'
import type { PlannerOptions } from './planner-options.ts'
import { openPlanningDesk, type PlannedPatient, type PlanningDesk } from './planning-desk.ts'
import {
  type AppointmentState,
  type NextAppointmentStep,
  nextAppointmentStep,
} from './rules/appointment-stream.ts'
import type { CampaignDocument } from './rules/campaign-document.ts'
import { contactKey } from './rules/contact-log.ts'
import { appointmentSubject, visitOrigin } from './rules/origins.ts'
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
    const next = nextAppointmentStep(steps, {
      ...visit,
      zone: desk.clinic.zone,
      usableChannels: usableChannels(patient, desk),
      now: db.now,
    })
    if (next.kind === 'none') await lookAgain(db, visit, null)
    else if (Temporal.Instant.compare(next.at, db.now) > 0) await lookAgain(db, visit, next.at)
    else if (programme !== null)
      await contactAbout(db, { visit, patient, contact: next, programme, desk, options })
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
  readonly patient: PlannedPatient
  readonly contact: Contact
  readonly programme: VisitProgramme
  readonly desk: PlanningDesk
  readonly options: PlannerOptions
}

/** One visit at a time: a patient's second visit is judged with the message about the first already written. */
async function contactAbout(db: ModuleDb<'campaigns'>, question: Question): Promise<void> {
  const { visit, contact, desk, options } = question
  const [decision] = await planContacts(db, [planned(question)], { options, clinic: desk.clinic })
  switch (decision?.outcome) {
    case undefined:
      throw new Error('a contact without a decision')
    case 'hold':
      return lookAgain(db, visit, decision.until)
    case 'skip':
      return saveContact(db, visit, { contact, outcome: 'refused', nextAt: db.now })
    case 'exit':
      return lookAgain(db, visit, null)
    case 'send':
      return saveContact(db, visit, { contact, outcome: 'open', nextAt: db.now.add({ hours: 24 }) })
  }
}

function planned({ visit, patient, contact, programme, desk }: Question): PlannedContact {
  const { step, contactNumber } = contact
  return {
    patient,
    way: wayOf(patient, desk, contact.channel),
    ...programme,
    origin: visitOrigin,
    subjectKey: appointmentSubject(visit.appointmentId),
    stepKey: contactKey(step.key, contactNumber),
    contactNumber,
    message: step.message,
    typeKey: null,
    isInvitation: false,
    linkPurpose: step.kind === 'missed' ? 'book' : 'confirm',
    offers: [],
    serviceId: null,
    visit: { appointmentId: visit.appointmentId, startsAt: visit.startsAt, zone: desk.clinic.zone },
    expiresAt: contact.expiresAt,
    capPer30Days: null,
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
