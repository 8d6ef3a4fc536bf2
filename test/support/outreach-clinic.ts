import { sql } from 'kysely'
import { createClinic } from '../../src/clinic/create-clinic.ts'
import { eventTable } from '../../src/main/events.ts'
import { MovableClock } from '../../src/platform/clock/clock.ts'
import { Database } from '../../src/platform/db/database.ts'
import { type Connection, openPool } from '../../src/platform/db/pool.ts'
import { dispatchBy } from '../../src/platform/events/event-table.ts'
import { derivedUuid, type Ids, randomIds } from '../../src/platform/ids/ids.ts'
import type { ClinicId } from '../../src/platform/rules/brand.ts'

/** A clinic with an SMS account and patients who agreed to be written to; events go through the real table. */
export interface OutreachClinic {
  readonly db: Database
  readonly clock: MovableClock
  readonly clinicId: ClinicId
  readonly accountId: string
}

export interface ClinicPlace {
  readonly country: string
  readonly region: string
  readonly zone: string
}

/** Tuesday, 24 November 2026, 10:00 in Warsaw: inside every hour of sending. */
export const tuesday = Temporal.Instant.from('2026-11-24T09:00:00Z')

export async function outreachClinic(
  connection: Connection,
  wish: {
    readonly provider?: 'loopback' | 'smpp'
    readonly settings?: object
    readonly name?: string
    /** In Poland unless given. */
    readonly place?: ClinicPlace
    readonly ids?: Ids
  } = {},
): Promise<OutreachClinic> {
  const clock = new MovableClock(tuesday)
  const ids = wish.ids ?? randomIds
  const db = new Database({
    pool: openPool(connection, { size: 6 }),
    clock,
    ids,
    dispatch: dispatchBy(eventTable),
  })
  const clinic = await createClinic(
    db,
    {
      name: wish.name ?? 'Klinika Klonowa',
      practiceType: 'dental',
      ...(wish.place ?? { country: 'PL', zone: 'Europe/Warsaw' }),
      language: 'pl',
      currency: 'PLN',
      phone: '+48221234567',
    },
    { kind: 'system', name: 'test' },
  )
  if (!clinic.ok) throw new Error(clinic.error.kind)
  const clinicId = clinic.value.id
  const accountId = ids.uuid(tuesday)
  await db.tenant(clinicId, async (tx) => {
    await tx
      .as('outreach')
      .write.insertInto('outreach.account')
      .values({
        clinic_id: clinicId,
        id: accountId,
        channel: 'sms',
        provider: wish.provider ?? 'loopback',
        sender: 'KLONOWA',
        settings: JSON.stringify(wish.settings ?? {}),
        secret_name: null,
        created_at: tuesday,
      })
      .execute()
  })
  return { db, clock, clinicId, accountId }
}

export interface TestPatient {
  readonly id: string
  readonly contactPointId: string
  readonly number: string
}

/** Patients 1..n, each with a Polish mobile number of their own and consent to recall and reactivation. */
export async function addPatients(
  { db, clinicId }: OutreachClinic,
  count: number,
): Promise<readonly TestPatient[]> {
  const patients = Array.from({ length: count }, (_, index) => {
    const number = `+48601${String(index).padStart(6, '0')}`
    return {
      id: derivedUuid(clinicId, 'test', 'patient', String(index)),
      contactPointId: derivedUuid(clinicId, 'phone', number),
      number,
      index,
    }
  })
  await db.tenant(clinicId, async (tx) => {
    const own = tx.as('patients')
    const ids = sql`unnest(${patients.map((patient) => patient.id)}::uuid[], ${patients.map((patient) => patient.contactPointId)}::uuid[],
      ${patients.map((patient) => patient.number)}::text[], ${patients.map((patient) => patient.index)}::int[]) as n (id, point, number, position)`
    await own.run(sql`
      insert into patients.patient (clinic_id, id, source, external_id, full_name, birth_date, language, created_at, changed_at, revision)
      select ${clinicId}, id, 'test', 'p' || position, 'Pacjent ' || position, '1980-05-17', 'pl', ${db.clock.now()}, ${db.clock.now()}, 'r' from ${ids}`)
    await own.run(sql`
      insert into patients.contact_point (clinic_id, id, kind, value, created_at) select ${clinicId}, point, 'phone', number, ${db.clock.now()} from ${ids}`)
    await own.run(sql`
      insert into patients.patient_contact (clinic_id, patient_id, contact_point_id, use) select ${clinicId}, id, point, 'mobile' from ${ids}`)
    await own.run(sql`
      insert into patients.consent (clinic_id, id, contact_point_id, patient_id, channel, purpose, state, at, zone, method, evidence)
      select ${clinicId}, md5(point || p)::uuid, point, id, 'any', p, 'given', ${db.clock.now().subtract({ hours: 24 })}::timestamptz, 'Europe/Warsaw', 'import', 'test'
      from ${ids}, unnest(array['care_recall', 'reactivation', 'visit_admin']) p`)
  })
  return patients
}
