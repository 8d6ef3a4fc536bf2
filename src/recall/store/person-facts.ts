import { sql } from 'kysely'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type {
  AppointmentFact,
  ConditionFact,
  CoverDecision,
  PatientRecord,
  Person,
  PlanFact,
  ProcedureFact,
  ResultFact,
  VisitFact,
} from '../rules/patient-history.ts'
import { arrangementsOf, type IntervalOfPatient, type SilenceOfPatient } from './arrangements.ts'
import { withMergedRecords } from './merged-records.ts'

type Db = ModuleDb<'recall'>

/** An appointment as it is on record, with what names it to people. */
export interface NamedAppointment extends AppointmentFact {
  readonly id: string
  readonly serviceName: string | null
}

/** One person with everything that recall decides by. */
export interface PersonFacts {
  readonly survivorId: string
  readonly person: Person
  readonly appointments: readonly NamedAppointment[]
  /** What each record owes, in minor units; null: nobody knows. */
  readonly balances: ReadonlyMap<string, number | null>
  readonly intervals: readonly IntervalOfPatient[]
  readonly silences: readonly SilenceOfPatient[]
}

interface RecordRow
  extends Pick<PatientRecord, 'birthDate' | 'sex' | 'isDeceased' | 'deceasedAt' | 'leftAt'> {
  readonly id: string
  readonly mergedInto: string | null
  readonly balanceMinor: number | null
}

/** The facts of a person by any of their records; null: there is no such patient. Asked about the present. */
export async function readPersonFacts(db: Db, patientId: string): Promise<PersonFacts | null> {
  const ids = await withMergedRecords(db, [patientId])
  const records = await readRecords(db, ids)
  const survivor = records.find(({ mergedInto }) => mergedInto === null)
  if (survivor === undefined) return null
  const [visits, procedures, conditions] = [
    await readVisits(db, ids),
    await readProcedures(db, ids),
    await readConditions(db, ids),
  ]
  const [results, plans] = [await readResults(db, ids), await readPlans(db, ids)]
  const appointments = await readAppointments(db, ids)
  const { intervals, silences } = await arrangementsOf(db, ids)
  const recordOf = ({ id, birthDate, sex, isDeceased, deceasedAt, leftAt }: RecordRow): PatientRecord => ({
    ...{ birthDate, sex, isDeceased, deceasedAt, leftAt },
    visits: visits.filter(of(id)),
    procedures: procedures.filter(of(id)),
    conditions: conditions.filter(of(id)),
    results: results.filter(of(id)),
    plans: plans.filter(of(id)),
    appointments: appointments.filter(of(id)),
    arrangements: intervals.filter(of(id)),
  })
  return {
    survivorId: survivor.id,
    person: {
      survivor: recordOf(survivor),
      duplicates: records.filter((record) => record !== survivor).map(recordOf),
    },
    appointments,
    balances: new Map(records.map(({ id, balanceMinor }) => [id, balanceMinor])),
    intervals,
    silences,
  }
}

interface OfPatient {
  readonly patientId: string
}

function of(id: string): (fact: OfPatient) => boolean {
  return ({ patientId }) => patientId === id
}

async function readRecords(db: Db, ids: readonly string[]): Promise<readonly RecordRow[]> {
  return db.read
    .selectFrom('patients.patient')
    .select([
      'id',
      'birth_date as birthDate',
      'sex',
      'is_deceased as isDeceased',
      'deceased_at as deceasedAt',
      'left_at as leftAt',
      'merged_into as mergedInto',
      'balance_minor as balanceMinor',
    ])
    .where('clinic_id', '=', db.clinicId)
    .where('id', 'in', [...ids])
    .execute()
}

async function readVisits(db: Db, ids: readonly string[]): Promise<readonly (VisitFact & OfPatient)[]> {
  return db.read
    .selectFrom('scheduling.visit')
    .select(['patient_id as patientId', 'status', 'kind_code as kindCode', 'ended_at as endedAt'])
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', 'in', [...ids])
    .execute()
}

async function readProcedures(
  db: Db,
  ids: readonly string[],
): Promise<readonly (ProcedureFact & OfPatient)[]> {
  return db.read
    .selectFrom('patients.procedure')
    .select(['patient_id as patientId', 'status', 'code', 'performed_at as performedAt'])
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', 'in', [...ids])
    .execute()
}

async function readConditions(
  db: Db,
  ids: readonly string[],
): Promise<readonly (ConditionFact & OfPatient)[]> {
  return db.read
    .selectFrom('patients.condition')
    .select([
      'patient_id as patientId',
      'code',
      'onset_at as onsetAt',
      'recorded_at as recordedAt',
      'abated_at as abatedAt',
    ])
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', 'in', [...ids])
    .execute()
}

async function readResults(db: Db, ids: readonly string[]): Promise<readonly (ResultFact & OfPatient)[]> {
  return db.read
    .selectFrom('patients.observation')
    .select([
      'patient_id as patientId',
      'status',
      'code',
      'value_code as valueCode',
      'observed_at as observedAt',
    ])
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', 'in', [...ids])
    .execute()
}

async function readPlans(db: Db, ids: readonly string[]): Promise<readonly (PlanFact & OfPatient)[]> {
  return db.read
    .selectFrom('patients.treatment_plan')
    .select(['patient_id as patientId', 'status', 'code', 'ends_at as endsAt'])
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', 'in', [...ids])
    .execute()
}

/**
 * Of those still ahead only the open ones: what became of an appointment before its time is no news for the present, and
 * the set form (store/cycle-answers.ts) asks the index of open ones too.
 */
async function readAppointments(
  db: Db,
  ids: readonly string[],
): Promise<readonly (NamedAppointment & OfPatient)[]> {
  const decisions = await readDecisions(db, ids)
  const rows = await db.sql<Omit<NamedAppointment, 'decisions'> & OfPatient>(sql`
    select a.patient_id as "patientId", a.id, a.state, s.key as "serviceKey", s.name as "serviceName", a.starts_at as "startsAt",
      a.ends_at as "endsAt", a.created_at as "createdAt", a.changed_at as "changedAt", a.held_until as "heldUntil",
      a.booked_via = 'import' as "isImported",
      exists (select from scheduling.visit v where v.clinic_id = a.clinic_id and v.patient_id = a.patient_id
        and v.appointment_id = a.id and v.status = 'finished') as "hasCompletedVisit"
    from scheduling.appointment a
      left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
    where a.clinic_id = ${db.clinicId} and a.patient_id = any(${ids}::uuid[])
      and (a.state in ('held', 'booked') or a.starts_at <= ${db.now})
    order by a.starts_at, a.id`)
  return rows.map((row) => ({
    ...row,
    decisions: decisions.filter(({ appointmentId }) => appointmentId === row.id),
  }))
}

async function readDecisions(
  db: Db,
  ids: readonly string[],
): Promise<readonly (CoverDecision & { readonly appointmentId: string })[]> {
  return db.read
    .selectFrom('recall.cover_decision as c')
    .innerJoin('scheduling.appointment as a', (join) =>
      join.onRef('a.clinic_id', '=', 'c.clinic_id').onRef('a.id', '=', 'c.appointment_id'),
    )
    .select([
      'c.appointment_id as appointmentId',
      'c.type_key as typeKey',
      'c.does_cover as doesCover',
      'c.decided_at as decidedAt',
      'c.decided_by as decidedBy',
    ])
    .where('c.clinic_id', '=', db.clinicId)
    .where('a.patient_id', 'in', [...ids])
    .execute()
}
