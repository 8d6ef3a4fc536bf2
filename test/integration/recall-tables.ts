import { json } from '../../src/platform/db/database.ts'
import type { TenantTransaction } from '../../src/platform/db/module-db.ts'
import type { AppointmentFact, PatientRecord, Person } from '../../src/recall/rules/patient-history.ts'
import type { RecallRule } from '../../src/recall/rules/recall-rule.ts'
import { serviceKeys } from './recall-histories.ts'

const long = Temporal.Instant.from('2000-01-01T00:00:00Z')

/** Writes rules as enabled recall types. */
export async function writeRules(tx: TenantTransaction, rules: readonly RecallRule[]): Promise<void> {
  const db = tx.as('recall')
  const clinic_id = db.clinicId
  for (const rule of rules) {
    await db.write
      .insertInto('recall.recall_type')
      .values({
        clinic_id,
        key: rule.key,
        pack: 'test',
        pack_version: '1',
        names: json({ en: rule.key }),
        interval_months: rule.intervalMonths,
        interval_days: rule.intervalDays,
        due_soon_days: rule.dueSoonDays,
        grace_days: rule.graceDays,
        minimum_age: rule.minimumAge,
        maximum_age: rule.maximumAge,
        sex: rule.sex,
        needs_condition: rule.conditionCodes.length > 0,
        excludes: [...rule.excludes],
        service_keys: [...rule.serviceKeys],
        enabled_by: 'Dr Test',
        enabled_at: long,
        disabled_at: null,
      })
      .execute()
    const row = (kind: 'any_visit' | 'visit' | 'procedure' | 'condition', code: string) => ({
      clinic_id,
      type_key: rule.key,
      kind,
      code,
    })
    const rows = [
      ...(rule.triggers.anyVisit ? [row('any_visit', '')] : []),
      ...rule.triggers.visitCodes.map((code) => row('visit', code)),
      ...rule.triggers.procedureCodes.map((code) => row('procedure', code)),
      ...rule.conditionCodes.map((code) => row('condition', code)),
    ]
    if (rows.length > 0) await db.write.insertInto('recall.trigger').values(rows).execute()
  }
}

/** The services that generated appointments name; returns key → id. */
export async function writeServices(tx: TenantTransaction): Promise<ReadonlyMap<string, string>> {
  const ids = new Map(serviceKeys.map((key) => [key as string, tx.ids.uuid(tx.now)]))
  await tx
    .as('scheduling')
    .write.insertInto('scheduling.service')
    .values(
      [...ids].map(([key, id]) => ({
        clinic_id: tx.clinicId,
        id,
        key,
        name: key,
        minutes: 30,
        value_minor: null,
        ended_at: null,
      })),
    )
    .execute()
  return ids
}

/** Writes a person: the survivor under the external id, duplicates merged in a chain. Returns the survivor's id. */
export async function writePerson(
  tx: TenantTransaction,
  { survivor, duplicates }: Person,
  { externalId, services }: { readonly externalId: string; readonly services: ReadonlyMap<string, string> },
): Promise<string> {
  const id = await writeRecord(tx, survivor, { externalId, mergedInto: null, services })
  let mergedInto = id
  for (const [index, duplicate] of duplicates.entries()) {
    mergedInto = await writeRecord(tx, duplicate, {
      externalId: `${externalId}/${index}`,
      mergedInto,
      services,
    })
  }
  return id
}

interface RecordPlace {
  readonly externalId: string
  readonly mergedInto: string | null
  readonly services: ReadonlyMap<string, string>
}

async function writeRecord(
  tx: TenantTransaction,
  record: PatientRecord,
  place: RecordPlace,
): Promise<string> {
  const id = tx.ids.uuid(tx.now)
  await tx
    .as('patients')
    .write.insertInto('patients.patient')
    .values({
      clinic_id: tx.clinicId,
      id,
      source: 'test',
      external_id: place.externalId,
      full_name: `Patient ${place.externalId}`,
      birth_date: record.birthDate,
      sex: record.sex,
      deceased_at: record.deceasedAt,
      is_deceased: record.isDeceased,
      merged_into: place.mergedInto,
      left_at: record.leftAt,
      created_at: long,
      changed_at: long,
      revision: '',
    })
    .execute()
  await writeFacts(tx, id, { record, services: place.services })
  return id
}

/** Adds the facts of a record to a patient who is there already. */
export async function writeFacts(
  tx: TenantTransaction,
  patientId: string,
  {
    record,
    services,
  }: {
    readonly record: Pick<PatientRecord, 'visits' | 'procedures' | 'conditions' | 'appointments'>
    readonly services: ReadonlyMap<string, string>
  },
): Promise<void> {
  const base = () => {
    const id = tx.ids.uuid(tx.now)
    return {
      clinic_id: tx.clinicId,
      id,
      patient_id: patientId,
      source: 'test',
      external_id: id,
      revision: '',
    }
  }
  const patients = tx.as('patients').write
  const scheduling = tx.as('scheduling').write
  for (const { status, kindCode, endedAt } of record.visits) {
    await scheduling
      .insertInto('scheduling.visit')
      .values({ ...base(), status, kind_code: kindCode, ended_at: endedAt })
      .execute()
  }
  for (const { status, code, performedAt } of record.procedures) {
    await patients
      .insertInto('patients.procedure')
      .values({ ...base(), status, code, performed_at: performedAt })
      .execute()
  }
  for (const { code, onsetAt, recordedAt, abatedAt } of record.conditions) {
    await patients
      .insertInto('patients.condition')
      .values({ ...base(), code, onset_at: onsetAt, recorded_at: recordedAt, abated_at: abatedAt })
      .execute()
  }
  for (const fact of record.appointments) {
    await scheduling
      .insertInto('scheduling.appointment')
      .values({
        ...base(),
        service_id: fact.serviceKey === null ? null : (services.get(fact.serviceKey) ?? null),
        starts_at: fact.startsAt,
        ends_at: fact.endsAt,
        state: fact.state,
        held_until: fact.heldUntil,
        booked_via: fact.isImported ? 'import' : 'staff',
        created_at: fact.createdAt,
        changed_at: fact.changedAt,
      })
      .execute()
  }
}

const nothing = { visits: [], procedures: [], conditions: [], appointments: [] } as const

/** A grown-up of unknown sex with these facts. */
export function recordOf(facts: Partial<PatientRecord>): PatientRecord {
  return {
    birthDate: Temporal.PlainDate.from('1985-03-14'),
    sex: 'unknown',
    isDeceased: false,
    deceasedAt: null,
    leftAt: null,
    ...nothing,
    ...facts,
  }
}

export function finishedVisit(
  endedAt: string,
  kindCode: string | null = null,
): PatientRecord['visits'][number] {
  return { status: 'finished', kindCode, endedAt: Temporal.Instant.from(endedAt) }
}

export function bookedVisit(
  startsAt: string,
  facts: Partial<AppointmentFact> = {},
): PatientRecord['appointments'][number] {
  const start = Temporal.Instant.from(startsAt)
  return {
    state: 'booked',
    serviceKey: null,
    startsAt: start,
    endsAt: start.add({ minutes: 30 }),
    createdAt: long,
    changedAt: long,
    heldUntil: null,
    isImported: false,
    hasCompletedVisit: false,
    ...facts,
  }
}
