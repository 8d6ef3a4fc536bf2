import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PatientRecord } from '../patients/rules/records.ts'
import type { VisitRecord } from '../scheduling/rules/import-records.ts'
import type { PatientFile } from './clinic-records.ts'
import { syntheticClinic } from './synthetic-clinic.ts'

export interface CsvClinic {
  /** Folder for the two files; made when it is not there. */
  readonly dir: string
  readonly patients: number
  /** Mean; exact for an even number of patients. */
  readonly visitsPerPatient: number
  readonly seed: number
  /** The visits lie in the five years before this day. */
  readonly asOf: Temporal.PlainDate
}

export interface CsvFiles {
  readonly patientsFile: string
  readonly visitsFile: string
  readonly patients: number
  readonly visits: number
}

/** Writes a synthetic clinic as its practice system would export it, row by row: memory does not grow with the clinic. */
export async function writeClinicCsv(wanted: CsvClinic): Promise<CsvFiles> {
  const clinic = syntheticClinic({
    patients: wanted.patients,
    seed: wanted.seed,
    historyEnd: wanted.asOf,
    visitsPerPatient: wanted.visitsPerPatient,
  })
  await mkdir(wanted.dir, { recursive: true })
  const patientsFile = join(wanted.dir, 'patients.csv')
  const visitsFile = join(wanted.dir, 'visits.csv')
  const patients = await writeTable(
    patientsFile,
    patientHeader,
    rowsOf(clinic.files(), ({ patient }) => [patientRow(patient)]),
  )
  const visits = await writeTable(
    visitsFile,
    visitHeader,
    rowsOf(clinic.files(), (file) => file.visits.map(visitRow)),
  )
  return { patientsFile, visitsFile, patients, visits }
}

type Row = readonly (string | number | null)[]

function* rowsOf(files: Iterable<PatientFile>, rows: (file: PatientFile) => readonly Row[]): Iterable<Row> {
  for (const file of files) yield* rows(file)
}

const rowsPerChunk = 2_000

async function writeTable(path: string, header: readonly string[], rows: Iterable<Row>): Promise<number> {
  let count = 0
  function* text(): Iterable<string> {
    let chunk = `${header.join(',')}\n`
    for (const row of rows) {
      chunk += `${row.map(cell).join(',')}\n`
      count += 1
      if (count % rowsPerChunk !== 0) continue
      yield chunk
      chunk = ''
    }
    yield chunk
  }
  await pipeline(Readable.from(text()), createWriteStream(path))
  return count
}

function cell(value: string | number | null): string {
  if (value === null) return ''
  const text = String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const patientHeader = [
  'patient_id',
  'first_name',
  'last_name',
  'full_name',
  'birth_date',
  'sex',
  'language',
  'address',
  'city',
  'postcode',
  'country',
  'mobile',
  'home_phone',
  'email',
  'death_date',
  'registered_at',
  'consent_recall',
  'consent_reactivation',
]

function patientRow(patient: PatientRecord): Row {
  const phone = (use: 'mobile' | 'home'): string | null =>
    patient.contacts.find((contact) => contact.kind === 'phone' && contact.use === use)?.value ?? null
  const consent = (purpose: string): string =>
    patient.consents.some((one) => one.purpose === purpose && one.state === 'given') ? 'yes' : 'no'
  return [
    patient.externalId,
    patient.givenName,
    patient.familyName,
    patient.fullName,
    patient.birthDate,
    patient.sex,
    patient.language,
    patient.address,
    patient.city,
    patient.postcode,
    patient.country,
    phone('mobile'),
    phone('home'),
    patient.contacts.find((contact) => contact.kind === 'email')?.value ?? null,
    patient.deceasedAt?.slice(0, 10) ?? null,
    patient.registeredAt?.slice(0, 10) ?? null,
    consent('care_recall'),
    consent('reactivation'),
  ]
}

const visitHeader = [
  'visit_id',
  'patient_id',
  'started_at',
  'ended_at',
  'status',
  'code',
  'service',
  'practitioner',
  'amount',
]

function visitRow(visit: VisitRecord): Row {
  return [
    visit.externalId,
    visit.patientExternalId,
    visit.startedAt,
    visit.endedAt,
    visit.status,
    visit.kindCode,
    visit.kindText,
    visit.resource?.name ?? null,
    visit.valueMinor === null ? null : visit.valueMinor / 100,
  ]
}
