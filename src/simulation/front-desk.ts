import { sql } from 'kysely'
import { mergeProcedures } from '../patients/merge-clinical-facts.ts'
import type { ProcedureRecord } from '../patients/rules/records.ts'
import type { ModuleDb, TenantTransaction } from '../platform/db/module-db.ts'
import { bookAppointment } from '../scheduling/book-appointment.ts'
import { closeAppointment } from '../scheduling/close-appointment.ts'
import { findOpenTimes } from '../scheduling/find-open-times.ts'
import { importVisits } from '../scheduling/import-visits.ts'
import { type KnownBooking, knowBookingsAs } from '../scheduling/know-bookings-as.ts'
import type { ResourceName, VisitRecord } from '../scheduling/rules/import-records.ts'
import { recordsOfVisit } from './clinic-records.ts'
import { simulationSource } from './clinic-schedule.ts'
import { behaviour } from './rules/behaviour.ts'
import { dayOfDate } from './rules/days.ts'
import { programmesOf } from './rules/history.ts'
import { isServiceKey } from './rules/services.ts'
import type { SimulatedPatient } from './simulated-patient.ts'
import type { SimulatedPatients } from './simulated-patients.ts'
import type { SimulationRoom } from './simulation-room.ts'
import { wantedService } from './wanted-service.ts'

const desk = { kind: 'system', name: 'simulated front desk' } as const

interface EndedVisit {
  readonly id: string
  readonly patientId: string
  readonly serviceId: string | null
  readonly serviceKey: string | null
  readonly startsAt: Temporal.Instant
  readonly isConfirmed: boolean
  /** Its id in the practice system; null: it was booked here. */
  readonly importedAs: string | null
  readonly practitioner: ResourceName | null
}

/** The people at the desk: they note who came, book who rings, and book the next visit before somebody leaves. */
export class FrontDesk {
  readonly #room: SimulationRoom
  readonly #patients: SimulatedPatients

  constructor(room: SimulationRoom, patients: SimulatedPatients) {
    this.#room = room
    this.#patients = patients
  }

  /** Closes the appointments that are over, as kept or missed, and files the visits that took place. */
  async closeVisits(): Promise<void> {
    const { db, clinicId } = this.#room
    if (!(await hasEndedVisits(this.#room))) return
    await db.tenant(clinicId, async (tx) => {
      const ended = await endedVisits(tx.as('simulation'))
      const kept: { visit: EndedVisit; patient: SimulatedPatient }[] = []
      for (const visit of ended) {
        const patient = this.#patients.get(visit.patientId)
        if (patient === undefined) continue
        const isKept = shows(patient, visit)
        await closeAppointment(tx.as('scheduling'), {
          appointmentId: visit.id,
          outcome: isKept ? 'fulfilled' : 'no_show',
          actor: desk,
        })
        if (isKept) kept.push({ visit, patient })
      }
      await this.#file(tx, kept)
      for (const one of kept) await this.#bookNext(tx, one)
    })
  }

  async #file(
    tx: TenantTransaction,
    kept: readonly { visit: EndedVisit; patient: SimulatedPatient }[],
  ): Promise<void> {
    const { clinic } = this.#room
    const visits: VisitRecord[] = []
    const bookings: KnownBooking[] = []
    const procedures: ProcedureRecord[] = []
    for (const { visit, patient } of kept) {
      if (!isServiceKey(visit.serviceKey)) continue
      const local = visit.startsAt.toZonedDateTimeISO(clinic.zone)
      const records = recordsOfVisit(clinic.context, patient.person, {
        service: visit.serviceKey,
        day: dayOfDate(local.toPlainDate()),
        minute: local.hour * 60 + local.minute,
        id: `K${local.toPlainDate().toString()}-${visit.serviceKey}`,
      })
      // What was booked here has a number of its own in the practice system too, and the visit names that one.
      const appointmentExternalId = visit.importedAs ?? records.visit.externalId
      if (visit.importedAs === null)
        bookings.push({ appointmentId: visit.id, externalId: appointmentExternalId })
      visits.push({
        ...records.visit,
        appointmentExternalId,
        resource: visit.practitioner ?? records.visit.resource,
      })
      procedures.push(...records.procedures)
    }
    const merge = { source: simulationSource, onDifference: 'update' } as const
    await knowBookingsAs(tx.as('scheduling'), simulationSource, bookings)
    await importVisits(tx.as('scheduling'), { ...merge, records: visits })
    await mergeProcedures(tx.as('patients'), { ...merge, records: procedures })
  }

  async #bookNext(
    tx: TenantTransaction,
    { visit, patient }: { visit: EndedVisit; patient: SimulatedPatient },
  ): Promise<void> {
    const shares = behaviour.bookedBeforeLeaving
    const share = patient.person.attendance === 'regular' ? shares.regular : shares.others
    const interval = programmesOf(patient.person).find(
      (one) => one.service === visit.serviceKey,
    )?.intervalDays
    if (
      interval === undefined ||
      visit.serviceId === null ||
      patient.draw('books next', visit.startsAt.toString()) >= share
    )
      return
    await bookFrom(tx, {
      patient,
      serviceId: visit.serviceId,
      from: tx.now.add({ hours: 24 * (interval + 1) }),
      u: patient.draw('next time', visit.startsAt.toString()),
    })
  }

  /** Plans who rings today without having been invited: so many a month, contacted or held out alike. */
  async planReturns(): Promise<void> {
    const { db, clinicId, clinic, queue, clock } = this.#room
    const today = clock.now().toZonedDateTimeISO(clinic.zone).toPlainDate()
    const due = await db.tenant(clinicId, async (tx) => dueWithoutVisit(tx.as('simulation'), today))
    for (const { patientId, overdueDays } of due) {
      const patient = this.#patients.get(patientId)
      if (patient === undefined || patient.draw('returns', today.toString()) >= dailyShare(overdueDays))
        continue
      const minute = 8 * 60 + Math.floor(patient.draw('rings', today.toString()) * 8 * 4) * 15
      const at = today.toZonedDateTime({
        timeZone: clinic.zone,
        plainTime: { hour: Math.floor(minute / 60), minute: minute % 60 },
      })
      queue.push({
        at: at.epochMilliseconds,
        key: `desk ${patient.person.externalId}`,
        run: async () => this.#bookCaller(patient),
      })
    }
  }

  async #bookCaller(patient: SimulatedPatient): Promise<void> {
    const { db, clinicId } = this.#room
    await db.tenant(clinicId, async (tx) => {
      const serviceId = await wantedService(tx.as('simulation'), { patientId: patient.id, subjectKey: null })
      if (serviceId === null) return
      const { from } = behaviour.bookingAheadDays
      await bookFrom(tx, {
        patient,
        serviceId,
        from: tx.now.add({ hours: 24 * from }),
        u: patient.draw('caller time', tx.now.toString()),
      })
    })
  }
}

async function bookFrom(
  tx: TenantTransaction,
  wish: { patient: SimulatedPatient; serviceId: string; from: Temporal.Instant; u: number },
): Promise<void> {
  const scheduling = tx.as('scheduling')
  const times = await findOpenTimes(scheduling, {
    serviceId: wish.serviceId,
    from: wish.from,
    to: wish.from.add({ hours: 24 * behaviour.bookingAheadDays.to }),
    limit: 40,
    order: 'soonest',
    patientId: wish.patient.id,
  })
  const time = times[Math.floor(wish.u * times.length)]
  if (time === undefined) return
  await bookAppointment(scheduling, {
    patientId: wish.patient.id,
    serviceId: wish.serviceId,
    startsAt: time.startsAt,
    resourceIds: [time.resourceId],
    via: 'staff',
    origin: null,
    subjectKey: null,
    actor: desk,
  })
}

function shows(patient: SimulatedPatient, visit: EndedVisit): boolean {
  const { noShow, reminded, confirmed } = behaviour.attendance
  const risk =
    noShow * (patient.remindedOf.has(visit.id) ? reminded : 1) * (visit.isConfirmed ? confirmed : 1)
  return patient.draw('shows', visit.startsAt.toString()) >= risk
}

/** The monthly share as a daily one. */
function dailyShare(overdueDays: number): number {
  const { untilThreeMonths, untilTwelveMonths, later } = behaviour.organicReturnPerMonth
  const monthly = overdueDays <= 92 ? untilThreeMonths : overdueDays <= 365 ? untilTwelveMonths : later
  return 1 - (1 - monthly) ** (1 / 30.44)
}

async function hasEndedVisits({ db, clinicId, clock }: SimulationRoom): Promise<boolean> {
  const [row] = await db.discover<{ has: boolean }>(sql`
    select exists (select from scheduling.appointment
      where clinic_id = ${clinicId} and state = 'booked' and starts_at < ${clock.now()} and ends_at <= ${clock.now()}) as has`)
  return row?.has === true
}

async function endedVisits(db: ModuleDb<'simulation'>): Promise<readonly EndedVisit[]> {
  return db.sql<EndedVisit>(sql`
    select a.id, a.patient_id as "patientId", a.service_id as "serviceId", s.key as "serviceKey", a.starts_at as "startsAt",
      a.confirmation = 'confirmed' as "isConfirmed",
      case when a.source = ${simulationSource} then a.external_id end as "importedAs",
      (select json_build_object('externalId', r.external_id, 'name', r.name, 'kind', r.kind)
         from scheduling.occupancy o join scheduling.resource r on r.clinic_id = o.clinic_id and r.id = o.resource_id
        where o.clinic_id = a.clinic_id and o.appointment_id = a.id
        order by r.external_id limit 1) as practitioner
    from scheduling.appointment a
    left join scheduling.service s on s.clinic_id = a.clinic_id and s.id = a.service_id
    where a.clinic_id = ${db.clinicId} and a.state = 'booked' and a.ends_at <= ${db.now}
    order by a.starts_at, a.id`)
}

async function dueWithoutVisit(
  db: ModuleDb<'simulation'>,
  today: Temporal.PlainDate,
): Promise<readonly { readonly patientId: string; readonly overdueDays: number }[]> {
  return db.sql(sql`
    select c.patient_id as "patientId", ${today}::date - min(c.due_effective) as "overdueDays"
    from recall.cycle c
    where c.clinic_id = ${db.clinicId} and c.closed_at is null and c.due_effective <= ${today}::date
      and not exists (select from scheduling.appointment a where a.clinic_id = c.clinic_id and a.patient_id = c.patient_id
        and a.state in ('held', 'booked') and a.starts_at > ${db.now})
    group by c.patient_id order by c.patient_id`)
}
