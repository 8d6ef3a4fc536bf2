import { json } from '../../src/platform/db/database.ts'
import type { TenantTransaction } from '../../src/platform/db/module-db.ts'
import type { AppointmentFact, PatientRecord, Person } from '../../src/recall/rules/patient-history.ts'
import type { RecallRule } from '../../src/recall/rules/recall-rule.ts'
import type { triggersOf } from '../../src/recall/store/write-recall-type.ts'
import { serviceKeys } from './recall-histories.ts'

type TriggerKind = ReturnType<typeof triggersOf>[number]['kind']

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
        interval_months: rule.interval.months,
        interval_days: rule.interval.days,
        is_once: rule.isOnce,
        risk_interval_months: rule.risk?.interval.months ?? null,
        risk_interval_days: rule.risk?.interval.days ?? null,
        succeeds: [...rule.succeeds],
        shares_triggers: rule.sharesTriggers,
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
    const { triggers } = rule
    const row = (kind: TriggerKind) => (code: string) => ({ clinic_id, type_key: rule.key, kind, code })
    const rows = [
      ...(triggers.anyVisit ? [row('any_visit')('')] : []),
      ...(triggers.neverDone ? [row('never_done')('')] : []),
      ...triggers.visitCodes.map(row('visit')),
      ...triggers.procedureCodes.map(row('procedure')),
      ...triggers.diagnosisCodes.map(row('diagnosis')),
      ...triggers.resultCodes.map(row('result')),
      ...triggers.planCodes.map(row('plan_end')),
      ...rule.conditionCodes.map(row('condition')),
      ...rule.excludedConditionCodes.map(row('excluded_condition')),
      ...(rule.risk?.codes ?? []).map(row('risk')),
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
  person: Person,
  { externalId, services }: { readonly externalId: string; readonly services: ReadonlyMap<string, string> },
): Promise<string> {
  const [id] = await writePeople(tx, [{ person, externalId }], services)
  if (id === undefined) throw new Error('a person was written without an id')
  return id
}

/** Writes many people, a statement a table; returns the survivors' ids in their order. */
export async function writePeople(
  tx: TenantTransaction,
  people: readonly { readonly person: Person; readonly externalId: string }[],
  services: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const records = people.flatMap(({ person, externalId }) => {
    const ids = [person.survivor, ...person.duplicates].map(() => tx.ids.uuid(tx.now))
    return [person.survivor, ...person.duplicates].map((record, index) => ({
      record,
      id: ids[index] ?? '',
      mergedInto: index === 0 ? null : (ids[index - 1] ?? null),
      externalId: index === 0 ? externalId : `${externalId}/${index - 1}`,
    }))
  })
  const rows = records.map(({ record, id, mergedInto, externalId }) => ({
    clinic_id: tx.clinicId,
    id,
    source: 'test',
    external_id: externalId,
    full_name: `Patient ${externalId}`,
    birth_date: record.birthDate,
    sex: record.sex,
    deceased_at: record.deceasedAt,
    is_deceased: record.isDeceased,
    merged_into: mergedInto,
    left_at: record.leftAt,
    created_at: long,
    changed_at: long,
    revision: '',
  }))
  if (rows.length > 0) await tx.as('patients').write.insertInto('patients.patient').values(rows).execute()
  await writeFactsOf(
    tx,
    records.map(({ id, record }) => ({ patientId: id, record })),
    services,
  )
  return records.filter(({ mergedInto }) => mergedInto === null).map(({ id }) => id)
}

type Facts = Pick<
  PatientRecord,
  'visits' | 'procedures' | 'conditions' | 'results' | 'plans' | 'appointments' | 'arrangements'
>

/** Adds the facts of a record to a patient who is there already. */
export async function writeFacts(
  tx: TenantTransaction,
  patientId: string,
  { record, services }: { readonly record: Facts; readonly services: ReadonlyMap<string, string> },
): Promise<void> {
  await writeFactsOf(tx, [{ patientId, record }], services)
}

async function writeFactsOf(
  tx: TenantTransaction,
  records: readonly { readonly patientId: string; readonly record: Facts }[],
  services: ReadonlyMap<string, string>,
): Promise<void> {
  const patients = tx.as('patients').write
  const rowsOf = <Fact, Row extends object>(
    of: (record: Facts) => readonly Fact[],
    row: (fact: Fact) => Row,
  ) =>
    records.flatMap(({ patientId, record }) =>
      of(record).map((fact) => {
        const id = tx.ids.uuid(tx.now)
        const base = {
          clinic_id: tx.clinicId,
          id,
          patient_id: patientId,
          source: 'test',
          external_id: id,
          revision: '',
        }
        return { ...base, ...row(fact) }
      }),
    )
  const visits = rowsOf(
    (record) => record.visits,
    ({ status, kindCode, endedAt }) => ({ status, kind_code: kindCode, ended_at: endedAt }),
  )
  if (visits.length > 0)
    await tx.as('scheduling').write.insertInto('scheduling.visit').values(visits).execute()
  const procedures = rowsOf(
    (record) => record.procedures,
    ({ status, code, performedAt }) => ({ status, code, performed_at: performedAt }),
  )
  if (procedures.length > 0) await patients.insertInto('patients.procedure').values(procedures).execute()
  const conditions = rowsOf(
    (record) => record.conditions,
    ({ code, onsetAt, recordedAt, abatedAt }) => ({
      code,
      onset_at: onsetAt,
      recorded_at: recordedAt,
      abated_at: abatedAt,
    }),
  )
  if (conditions.length > 0) await patients.insertInto('patients.condition').values(conditions).execute()
  const results = rowsOf(
    (record) => record.results,
    ({ status, code, valueCode, observedAt }) => ({
      status,
      code,
      value_code: valueCode,
      observed_at: observedAt,
    }),
  )
  if (results.length > 0) await patients.insertInto('patients.observation').values(results).execute()
  const plans = rowsOf(
    (record) => record.plans,
    ({ status, code, endsAt }) => ({ status, code, ends_at: endsAt }),
  )
  if (plans.length > 0) await patients.insertInto('patients.treatment_plan').values(plans).execute()
  await writeAppointments(tx, records, services)
  await writeArrangements(tx, records)
}

async function writeAppointments(
  tx: TenantTransaction,
  records: readonly { readonly patientId: string; readonly record: Facts }[],
  services: ReadonlyMap<string, string>,
): Promise<void> {
  const facts = records.flatMap(({ patientId, record }) =>
    record.appointments.map((fact) => ({ patientId, fact, id: tx.ids.uuid(tx.now) })),
  )
  if (facts.length === 0) return
  await tx
    .as('scheduling')
    .write.insertInto('scheduling.appointment')
    .values(
      facts.map(({ patientId, fact, id }) => ({
        clinic_id: tx.clinicId,
        id,
        patient_id: patientId,
        source: 'test',
        external_id: id,
        revision: '',
        service_id: fact.serviceKey === null ? null : (services.get(fact.serviceKey) ?? null),
        starts_at: fact.startsAt,
        ends_at: fact.endsAt,
        state: fact.state,
        held_until: fact.heldUntil,
        booked_via: fact.isImported ? ('import' as const) : ('staff' as const),
        created_at: fact.createdAt,
        changed_at: fact.changedAt,
      })),
    )
    .execute()
  const known = await knownTypes(tx)
  const decisions = facts.flatMap(({ fact, id }) =>
    fact.decisions
      .filter(({ typeKey }) => known.has(typeKey))
      .map(({ typeKey, doesCover, decidedAt }) => ({
        clinic_id: tx.clinicId,
        appointment_id: id,
        type_key: typeKey,
        does_cover: doesCover,
        decided_by: 'Dr Test',
        decided_at: decidedAt,
      })),
  )
  if (decisions.length > 0)
    await tx.as('recall').write.insertInto('recall.cover_decision').values(decisions).execute()
}

async function writeArrangements(
  tx: TenantTransaction,
  records: readonly { readonly patientId: string; readonly record: Facts }[],
): Promise<void> {
  const all = records.flatMap(({ patientId, record }) =>
    record.arrangements.map((arrangement) => ({ patientId, arrangement })),
  )
  if (all.length === 0) return
  const known = await knownTypes(tx)
  const rows = all
    .filter(({ arrangement }) => known.has(arrangement.typeKey))
    .map(({ patientId, arrangement: { typeKey, interval, triggeredOn, madeAt, endedAt, expiresOn } }) => ({
      clinic_id: tx.clinicId,
      id: tx.ids.uuid(tx.now),
      patient_id: patientId,
      type_key: typeKey,
      kind: 'interval' as const,
      months: interval.months,
      days: interval.days,
      triggered_on: triggeredOn,
      made_by: 'Dr Test',
      reason: 'test',
      made_at: madeAt,
      ended_at: endedAt,
      expires_on: expiresOn,
    }))
  if (rows.length > 0) await tx.as('recall').write.insertInto('recall.arrangement').values(rows).execute()
}

async function knownTypes(tx: TenantTransaction): Promise<ReadonlySet<string>> {
  const rows = await tx
    .as('recall')
    .read.selectFrom('recall.recall_type')
    .select('key')
    .where('clinic_id', '=', tx.clinicId)
    .execute()
  return new Set(rows.map(({ key }) => key))
}

const nothing = {
  visits: [],
  procedures: [],
  conditions: [],
  results: [],
  plans: [],
  appointments: [],
  arrangements: [],
} as const

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
    decisions: [],
    ...facts,
  }
}
