import { createClinic } from '../../src/clinic/create-clinic.ts'
import type { Actor } from '../../src/clinic/rules/actor.ts'
import { MovableClock } from '../../src/platform/clock/clock.ts'
import { Database } from '../../src/platform/db/database.ts'
import type { Connection } from '../../src/platform/db/pool.ts'
import { openPool } from '../../src/platform/db/pool.ts'
import type { DomainEvent } from '../../src/platform/events/domain-event.ts'
import { derivedUuid, seededIds } from '../../src/platform/ids/ids.ts'
import type { ClinicId } from '../../src/platform/rules/brand.ts'
import type { Language } from '../../src/platform/rules/language.ts'
import { bookAppointment } from '../../src/scheduling/book-appointment.ts'
import { importSchedule } from '../../src/scheduling/import-schedule.ts'
import { readScheduleFile } from '../../src/scheduling/schedule-file.ts'

/** A Polish clinic with two doctors, open Monday to Friday, and whoever the test puts into it. */
export interface BookingClinic {
  readonly db: Database
  readonly clock: MovableClock
  readonly clinicId: ClinicId
  readonly events: DomainEvent[]
  readonly checkUp: string
  readonly hygiene: string
  readonly doctorLis: string
  readonly doctorNowak: string
}

export const staff: Actor = { kind: 'system', name: 'test' }

/** Monday, 23 November 2026, 09:00 in Warsaw. */
export const monday = Temporal.Instant.from('2026-11-23T08:00:00Z')

export const scheduleText = `
services:
  - { key: check-up, name: Wizyta kontrolna, minutes: 30 }
  - { key: hygiene, name: Higienizacja, minutes: 45 }
resources:
  - key: lis
    name: dr Anna Lis
    hours: { mon: ["08:00-12:00", "13:00-17:00"], tue: ["08:00-16:00"], wed: ["12:00-19:00"], thu: ["08:00-16:00"], fri: ["08:00-14:00"] }
  - key: nowak
    name: dr Piotr Nowak
    services: [check-up]
    hours: { tue: ["14:00-20:00"], thu: ["14:00-20:00"] }
closures:
  - { date: 2026-12-25, label: Boże Narodzenie }
`

/** Opens the database of a test file on one seeded clinic; the test closes `db`. */
export async function bookingClinic(
  connection: Connection,
  wish: { readonly seed?: string; readonly poolSize?: number; readonly language?: Language } = {},
): Promise<BookingClinic> {
  const seed = wish.seed ?? 'booking'
  const clock = new MovableClock(monday)
  const events: DomainEvent[] = []
  const db = new Database({
    pool: openPool(connection, { size: wish.poolSize ?? 5 }),
    clock,
    ids: seededIds(seed),
    dispatch: async (_tx, event) => {
      events.push(event)
    },
  })
  const clinic = await createClinic(
    db,
    {
      name: `Klinika Klonowa ${seed}`,
      displayName: 'Klinika Klonowa',
      practiceType: 'dental',
      country: 'PL',
      zone: 'Europe/Warsaw',
      language: wish.language ?? 'pl',
      currency: 'PLN',
      phone: '+48123456789',
      address: 'ul. Klonowa 12, Kraków',
    },
    staff,
  )
  if (!clinic.ok) throw new Error(clinic.error.kind)
  const clinicId = clinic.value.id
  await importScheduleText(db, clinicId, scheduleText)
  return {
    db,
    clock,
    clinicId,
    events,
    checkUp: derivedUuid(clinicId, 'service', 'check-up'),
    hygiene: derivedUuid(clinicId, 'service', 'hygiene'),
    doctorLis: derivedUuid(clinicId, 'schedule', 'resource', 'lis'),
    doctorNowak: derivedUuid(clinicId, 'schedule', 'resource', 'nowak'),
  }
}

export async function importScheduleText(db: Database, clinicId: ClinicId, text: string) {
  const schedule = readScheduleFile({ file: 'schedule.yaml', text })
  if (!schedule.ok) throw new Error(JSON.stringify(schedule.error))
  return db.tenant(clinicId, async (tx) =>
    importSchedule(tx.as('scheduling'), { schedule: schedule.value, file: 'schedule.yaml', actor: staff }),
  )
}

export interface NewTestPatient {
  readonly name?: string
  readonly birthDate?: string
  readonly language?: Language
  readonly phone?: string
  readonly email?: string
}

export interface TestPatient {
  readonly id: string
  readonly contactPointId: string
}

/** A patient with one contact point of their own. */
export async function addPatient(clinic: BookingClinic, wish: NewTestPatient = {}): Promise<TestPatient> {
  const { db, clinicId } = clinic
  return db.tenant(clinicId, async (tx) => {
    const patients = tx.as('patients').write
    const id = tx.ids.uuid(tx.now)
    await patients
      .insertInto('patients.patient')
      .values({
        clinic_id: clinicId,
        id,
        source: 'test',
        external_id: id,
        full_name: wish.name ?? 'Jan Testowy',
        birth_date: Temporal.PlainDate.from(wish.birthDate ?? '1959-03-14'),
        language: wish.language ?? 'pl',
        created_at: tx.now,
        changed_at: tx.now,
        revision: '',
      })
      .execute()
    const kind = wish.email === undefined ? 'phone' : 'email'
    const value =
      wish.email ?? wish.phone ?? `+48600${String(clinic.events.length).padStart(3, '0')}${id.slice(-3)}`
    const contactPointId = derivedUuid(clinicId, kind, value)
    await patients
      .insertInto('patients.contact_point')
      .values({ clinic_id: clinicId, id: contactPointId, kind, value, created_at: tx.now })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await patients
      .insertInto('patients.patient_contact')
      .values({ clinic_id: clinicId, patient_id: id, contact_point_id: contactPointId })
      .execute()
    return { id, contactPointId }
  })
}

/** Staff book a check-up at `startsAt` (an ISO instant); answers the appointment's id. */
export async function givenCheckUp(
  clinic: Pick<BookingClinic, 'db' | 'clinicId' | 'checkUp'>,
  wish: { readonly patientId: string; readonly doctor: string; readonly startsAt: string },
): Promise<string> {
  const booked = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    bookAppointment(tx.as('scheduling'), {
      patientId: wish.patientId,
      serviceId: clinic.checkUp,
      startsAt: Temporal.Instant.from(wish.startsAt),
      resourceIds: [wish.doctor],
      via: 'staff',
      origin: null,
      subjectKey: null,
      actor: staff,
    }),
  )
  if (!booked.ok) throw new Error(booked.error.kind)
  return booked.value.appointmentId
}
