import type {
  ConditionRecord,
  ConsentRecord,
  ContactRecord,
  CoverageRecord,
  PatientRecord,
  ProcedureRecord,
} from '../patients/rules/records.ts'
import type { AppointmentRecord, VisitRecord } from '../scheduling/rules/import-records.ts'
import type { LocalTimes } from './local-times.ts'
import { dateOfDay } from './rules/days.ts'
import { between, drawsOf, weighted } from './rules/draw.ts'
import type { History, HistoryAppointment, PastVisit } from './rules/history.ts'
import type { Person, PopulationFrame } from './rules/person.ts'
import { services } from './rules/services.ts'
import type { SimulatedStaff } from './rules/staff.ts'

/** Everything the practice system of the simulated clinic would export about one patient. */
export interface PatientFile {
  readonly person: Person
  readonly patient: PatientRecord
  readonly visits: readonly VisitRecord[]
  readonly procedures: readonly ProcedureRecord[]
  readonly appointments: readonly AppointmentRecord[]
  readonly conditions: readonly ConditionRecord[]
  readonly coverages: readonly CoverageRecord[]
}

export interface RecordContext {
  readonly frame: PopulationFrame
  readonly times: LocalTimes
  readonly staff: SimulatedStaff
}

export function patientFile(context: RecordContext, person: Person, history: History): PatientFile {
  const visits = history.visits.map((visit, at) =>
    recordsOfVisit(context, person, { ...visit, id: `V${at + 1}` }),
  )
  return {
    person,
    patient: patientRecord(context, person, history),
    visits: visits.map((one) => one.visit),
    procedures: visits.flatMap((one) => one.procedures),
    appointments: history.appointments.map((appointment, at) =>
      appointmentRecord(context, person, { ...appointment, id: `A${at + 1}` }),
    ),
    conditions: conditionRecords(context, person, history),
    coverages: coverageRecords(context, person, history),
  }
}

function patientRecord({ frame, times }: RecordContext, person: Person, history: History): PatientRecord {
  const { home, left, deceasedDay } = person
  const draw = drawsOf(frame.seed, person.externalId)
  return {
    kind: 'patient',
    externalId: person.externalId,
    givenName: person.givenName,
    familyName: person.familyName,
    fullName: person.fullName,
    birthDate: dateOfDay(person.birthDay).toString(),
    sex: person.sex,
    // Some records never say which language a patient speaks; the clinic's own is taken then.
    language: draw('language known') < 0.95 ? person.language : null,
    address: home.street,
    city: home.city,
    postcode: home.postcode,
    region: null,
    country: 'PL',
    place: null,
    balanceMinor: null,
    balanceAt: null,
    tags: [],
    isDeceased: deceasedDay !== null,
    deceasedAt: deceasedDay === null ? null : times.at(deceasedDay, 0),
    hasLeft: left !== null,
    leftAt: left === null ? null : times.at(left.day, 12 * 60),
    leftReason: left?.reason ?? null,
    registeredAt: times.at(history.registeredDay, 12 * 60),
    nationalId: null,
    contacts: contactsOf(person),
    consents: consentsOf(frame, person, times.at(history.registeredDay, 12 * 60)),
  }
}

function contactsOf({ phone, email }: Person): ContactRecord[] {
  const contacts: ContactRecord[] = []
  if (phone !== null)
    contacts.push({
      kind: 'phone',
      value: phone.value,
      use: phone.state === 'landline' ? 'home' : 'mobile',
      rank: 1,
    })
  if (email !== null) contacts.push({ kind: 'email', value: email.value, use: 'home', rank: 2 })
  return contacts
}

/** What the registration form of the simulated clinic asked; three in a hundred never filled it in. */
function consentsOf(frame: PopulationFrame, person: Person, at: string): ConsentRecord[] {
  const draw = drawsOf(frame.seed, person.externalId)
  if (draw('no form') < 0.03) return []
  const purposes = [
    ['visit_admin', 1],
    ['care_recall', 0.95],
    ['reactivation', 0.72],
    ['feedback', 0.6],
    ['marketing', 0.2],
  ] as const
  return purposes.flatMap(([purpose, share]): ConsentRecord[] =>
    draw(`consent ${purpose}`) < share
      ? [{ channel: 'any', purpose, state: 'given', evidence: `registration form, ${purpose}`, at }]
      : [],
  )
}

type Named<T> = T & {
  /** Different for different visits of one patient. */
  readonly id: string
}

/** What a visit that took place leaves in the practice system. */
export function recordsOfVisit(
  context: RecordContext,
  person: Person,
  visit: Named<PastVisit>,
): { readonly visit: VisitRecord; readonly procedures: readonly ProcedureRecord[] } {
  return { visit: visitRecord(context, person, visit), procedures: procedureRecords(context, person, visit) }
}

function visitRecord({ times, staff }: RecordContext, person: Person, visit: Named<PastVisit>): VisitRecord {
  const service = services[visit.service]
  const practitioner = staff.practitionerFor(visit.service, person.index)
  return {
    kind: 'visit',
    externalId: `${person.externalId}-${visit.id}`,
    patientExternalId: person.externalId,
    appointmentExternalId: null,
    resource: { externalId: practitioner.externalId, name: practitioner.name, kind: 'practitioner' },
    locationExternalId: null,
    status: 'finished',
    kindCode: visit.service,
    kindText: service.name,
    reasonCode: null,
    reason: null,
    isEmergency: visit.service === 'emergency',
    startedAt: times.at(visit.day, visit.minute),
    endedAt: times.at(visit.day, visit.minute + service.minutes),
    valueMinor: service.valueMinor,
  }
}

function procedureRecords(
  { times }: RecordContext,
  person: Person,
  visit: Named<PastVisit>,
): ProcedureRecord[] {
  const service = services[visit.service]
  return service.procedures
    .filter(({ forChildren }) => forChildren === undefined || forChildren === person.isChild)
    .map(({ code, display }) => ({
      kind: 'procedure',
      externalId: `${person.externalId}-${visit.id}-${code}`,
      patientExternalId: person.externalId,
      system: 'CDT',
      code,
      display,
      status: 'completed',
      performedAt: times.at(visit.day, visit.minute + service.minutes),
    }))
}

function appointmentRecord(
  { times, staff }: RecordContext,
  person: Person,
  appointment: Named<HistoryAppointment>,
): AppointmentRecord {
  const service = services[appointment.service]
  const practitioner = staff.practitionerFor(appointment.service, person.index)
  return {
    kind: 'appointment',
    externalId: `${person.externalId}-${appointment.id}`,
    ownId: null,
    patientExternalId: person.externalId,
    state: appointment.state,
    confirmation: 'open',
    startsAt: times.at(appointment.day, appointment.minute),
    endsAt: times.at(appointment.day, appointment.minute + service.minutes),
    resources: [{ externalId: practitioner.externalId, name: practitioner.name, kind: 'practitioner' }],
    locationExternalId: null,
    serviceCode: appointment.service,
    service: service.name,
    reasonCode: null,
    reason: null,
    createdAt: times.at(appointment.day - appointment.madeDaysBefore, 12 * 60),
    endedReason: appointment.state === 'cancelled' ? 'cancelled by patient' : null,
  }
}

const conditionCodes = [
  { trait: 'hasPeriodontitis', code: 'K05.3', display: 'Chronic periodontitis' },
  { trait: 'hasDiabetes', code: 'E11.9', display: 'Type 2 diabetes mellitus' },
  { trait: 'hasHypertension', code: 'I10', display: 'Essential hypertension' },
] as const

function conditionRecords({ times }: RecordContext, person: Person, history: History): ConditionRecord[] {
  return conditionCodes
    .filter(({ trait }) => person[trait])
    .map(({ code, display }) => ({
      kind: 'condition',
      externalId: `${person.externalId}-${code}`,
      patientExternalId: person.externalId,
      system: 'ICD-10',
      code,
      display,
      onsetAt: null,
      abatedAt: null,
      recordedAt: times.at(history.registeredDay, 12 * 60),
    }))
}

const payers = [
  ['public health fund', 55],
  ['employer plan', 20],
  ['private insurer', 12],
  [null, 13],
] as const

/** One in eight changed insurer within the last two years: the reactivation has words of its own for them. */
function coverageRecords({ frame }: RecordContext, person: Person, history: History): CoverageRecord[] {
  const draw = drawsOf(frame.seed, person.externalId)
  const payer = weighted(draw('payer'), payers)
  if (payer === null) return []
  const changed = draw('payer changed') < 0.12 ? frame.historyEnd - between(draw('payer day'), 10, 700) : null
  const record = (
    number: number,
    about: Pick<CoverageRecord, 'payer' | 'status' | 'startsOn' | 'endsOn'>,
  ): CoverageRecord => ({
    kind: 'coverage',
    externalId: `${person.externalId}-C${number}`,
    patientExternalId: person.externalId,
    ...about,
  })
  const since = dateOfDay(history.registeredDay).toString()
  if (changed === null || changed <= history.registeredDay)
    return [record(1, { payer, status: 'active', startsOn: since, endsOn: null })]
  const day = dateOfDay(changed).toString()
  return [
    record(1, { payer, status: 'cancelled', startsOn: since, endsOn: day }),
    record(2, {
      payer: payer === 'employer plan' ? 'private insurer' : 'employer plan',
      status: 'active',
      startsOn: day,
      endsOn: null,
    }),
  ]
}
