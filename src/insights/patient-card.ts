import type { z } from 'zod'
import type { Reader } from '../clinic/staff-reading.ts'
import { type WayToWrite, waysToWrite } from '../conversations/ways-to-write.ts'
import type { ContactRules } from '../outreach/contact-rules.ts'
import { type CardContact, type PatientCardFacts, readPatientCard } from '../patients/read-patient-card.ts'
import type { When } from '../platform/contract/when.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { ageOn, formatAge } from '../platform/i18n/format-number.ts'
import { formatDueDate, when } from '../platform/i18n/format-time.ts'
import { maskEmail, maskPhone } from '../platform/i18n/mask.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import { type CycleExplanation, explainRecalls } from '../recall/explain-cycle.ts'
import {
  presentArranged,
  presentInterval,
  presentPause,
  presentSilences,
} from '../recall/present-explanation.ts'
import { readDriftReason } from '../recall/read-drift-reason.ts'
import { type Appointment, upcomingAppointments } from '../scheduling/appointment.ts'
import type { patientCardSchema } from './contract/patient-card.ts'
import {
  numbersOf,
  openEnrolments,
  type RecallFact,
  type RefusedVisit,
  recallsOf,
  refusedVisit,
  waitingThread,
} from './store/card-facts.ts'

type Db = ModuleDb<'insights'>
type Card = z.input<typeof patientCardSchema>

export interface CardQuestion {
  readonly patientId: string
  readonly reader: Reader
  /** May write and call: sees whole numbers and addresses, and by which of them. */
  readonly mayWrite: boolean
  readonly rules: ContactRules
}

/** Who this is and what is open; null: no such patient. */
export async function patientCard(db: Db, question: CardQuestion): Promise<Card | null> {
  const { patientId, reader, mayWrite, rules } = question
  const facts = await readPatientCard(db.as('patients'), patientId)
  if (facts === null) return null
  const { reading, clinic } = reader
  const moment = (at: Temporal.Instant): When => when(at, reading, db.now)
  const [numbers, thread, refused, upcoming] = [
    await numbersOf(db, patientId),
    await waitingThread(db, patientId),
    await refusedVisit(db, patientId),
    await upcomingAppointments(db.as('scheduling'), patientId),
  ]
  return {
    person: personOf(facts, reading, db.now),
    contacts: contactsOf(facts, mayWrite),
    writing: mayWrite ? (await waysToWrite(db.as('conversations'), rules, patientId)).map(wayOf) : null,
    household: facts.household.map((member) => ({
      patientId: member.patientId,
      name: member.fullName,
      age: ageText(member.birthDate, reading, db.now),
      shown: masked(member.value),
    })),
    ...(await recallPart(db, patientId, reading)),
    upcoming: upcoming.map((visit) => visitOf(visit, moment)),
    refused: refused === null ? null : refusedOf(refused, moment),
    numbers: {
      ...numbers,
      currency: clinic.currency,
      lastVisit: numbers.lastVisit === null ? null : moment(numbers.lastVisit),
    },
    drift: await driftOf(db, question, { lastVisit: numbers.lastVisit, isBooked: upcoming.length > 0 }),
    campaigns: (await openEnrolments(db, patientId)).map(({ id, enrolledAt, nextAt, ...enrolment }) => ({
      ...enrolment,
      enrolmentId: id,
      enrolledAt: moment(enrolledAt),
      nextAt: nextAt === null ? null : moment(nextAt),
    })),
    waitingThread:
      thread === null
        ? null
        : { threadId: thread.id, need: thread.needs, since: moment(thread.waitingSince) },
  }
}

const awayMonths = 12

async function driftOf(
  db: Db,
  { patientId, reader: { reading } }: CardQuestion,
  seen: { readonly lastVisit: Temporal.Instant | null; readonly isBooked: boolean },
): Promise<Card['drift']> {
  const said = await readDriftReason(db.as('recall'), patientId)
  const day = (at: Temporal.Instant) => at.toZonedDateTimeISO(reading.zone).toPlainDate()
  const { lastVisit, isBooked } = seen
  const isLongAgo =
    lastVisit !== null &&
    Temporal.PlainDate.compare(day(lastVisit).add({ months: awayMonths }), day(db.now)) <= 0
  return {
    isAway: isLongAgo && !isBooked,
    said:
      said === null
        ? null
        : { reason: said.reason, note: said.note, by: said.by, at: when(said.at, reading, db.now) },
  }
}

function personOf({ person }: PatientCardFacts, reading: Reading, now: Temporal.Instant): Card['person'] {
  const moment = (at: Temporal.Instant | null): When | null => (at === null ? null : when(at, reading, now))
  return {
    id: person.id,
    name: person.fullName,
    number: person.externalId,
    age: ageText(person.birthDate, reading, now),
    birthDate: person.birthDate === null ? null : day(person.birthDate, reading),
    sex: person.sex,
    language: person.language,
    since:
      person.registeredAt === null
        ? null
        : day(person.registeredAt.toZonedDateTimeISO(reading.zone).toPlainDate(), reading),
    isDeceased: person.isDeceased,
    leftAt: moment(person.leftAt),
    mergedInto: person.mergedInto,
    safeContact: person.safeContact,
  }
}

function contactsOf({ contacts }: PatientCardFacts, maySeeAddresses: boolean): Card['contacts'] {
  return contacts.map((contact: CardContact, index) => ({
    contactPointId: contact.contactPointId,
    channel: contact.channel,
    shown: masked(contact.value),
    full: maySeeAddresses ? contact.value : null,
    isPreferred: index === 0,
    isInvalid: contact.isInvalid,
    consent: [...contact.consents],
  }))
}

function wayOf({
  contactPointId,
  channel,
  address,
  refusal,
}: WayToWrite): NonNullable<Card['writing']>[number] {
  return { contactPointId, channel, shown: masked(address), refusal }
}

/** What recurs for the patient, and what does not and why. */
async function recallPart(
  db: Db,
  patientId: string,
  reading: Reading,
): Promise<Pick<Card, 'recalls' | 'notDue'>> {
  const facts = await recallsOf(db, patientId)
  const explained = (await explainRecalls(db.as('recall'), patientId)) ?? []
  const isOpen = (key: string) => facts.some(({ type_key }) => type_key === key)
  return {
    recalls: facts.map((recall) =>
      recallOf(
        recall,
        explained.find(({ rule }) => rule.key === recall.type_key),
        { reading, now: db.now },
      ),
    ),
    notDue: explained.flatMap(({ rule, assessment }) =>
      assessment.obstacle === null || isOpen(rule.key)
        ? []
        : [{ typeKey: rule.key, name: rule.names[reading.language], obstacle: assessment.obstacle }],
    ),
  }
}

interface CardReader {
  readonly reading: Reading
  readonly now: Temporal.Instant
}

function recallOf(
  recall: RecallFact,
  why: CycleExplanation | undefined,
  reader: CardReader,
): Card['recalls'][number] {
  const { reading, now } = reader
  const wasMoved = !recall.due_effective.equals(recall.due_computed)
  return {
    typeKey: recall.type_key,
    name: recall.names[reading.language],
    status: recall.status,
    band: recall.band,
    due: day(recall.due_effective, reading),
    dueComputed: wasMoved ? day(recall.due_computed, reading) : null,
    overdueDays: recall.overdue_days,
    movedBy:
      wasMoved && recall.override_by !== null
        ? { name: recall.override_by, reason: recall.override_reason }
        : null,
    interval: why === undefined ? null : presentInterval(why),
    arranged: why === undefined ? null : presentArranged(why, reader),
    pauseKind: recall.pause_kind,
    pause: why === undefined ? null : presentPause(why, reader),
    silences: why === undefined ? [] : presentSilences(why, reader),
    bookedAt: recall.booked_at === null ? null : when(recall.booked_at, reading, now),
    isUnclear: recall.is_unclear,
    serviceKeys: [...recall.service_keys],
  }
}

function visitOf(visit: Appointment, moment: (at: Temporal.Instant) => When): Card['upcoming'][number] {
  return {
    appointmentId: visit.id,
    startsAt: moment(visit.startsAt),
    minutes: minutesOf(visit),
    service: visit.serviceName,
    resource: visit.resources[0]?.name ?? null,
    confirmation: visit.confirmation,
    practiceState: visit.practiceState,
    isFromRecall: isFromRecall(visit.origin),
  }
}

function refusedOf(visit: RefusedVisit, moment: (at: Temporal.Instant) => When): Card['refused'] {
  return {
    appointmentId: visit.id,
    startsAt: moment(visit.startsAt),
    minutes: minutesOf(visit),
    service: visit.serviceName,
    resource: visit.resourceName,
    confirmation: visit.confirmation,
    practiceState: 'refused',
    isFromRecall: isFromRecall(visit.origin),
    reason: visit.reason,
  }
}

function isFromRecall(origin: string | null): boolean {
  return origin?.startsWith('campaign:') === true
}

function minutesOf({
  startsAt,
  endsAt,
}: {
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
}): number {
  return Math.round(startsAt.until(endsAt).total('minutes'))
}

/** A calendar day for the wire, always with its year. */
export function day(date: Temporal.PlainDate, reading: Reading): When {
  return { iso: date.toString(), text: formatDueDate(date, reading) }
}

export function ageText(
  birthDate: Temporal.PlainDate | null,
  reading: Reading,
  now: Temporal.Instant,
): string | null {
  if (birthDate === null) return null
  return formatAge(ageOn(birthDate, now.toZonedDateTimeISO(reading.zone).toPlainDate()), reading)
}

export function masked(value: string): string {
  return value.includes('@') ? maskEmail(value) : maskPhone(value)
}
