import { sql } from 'kysely'
import { connectPracticeSystem } from '../../src/integrations/practice-system/connect-practice-system.ts'
import {
  requestCancelWriteBack,
  requestWriteBack,
} from '../../src/integrations/practice-system/request-write-back.ts'
import { sendWriteBacks } from '../../src/integrations/practice-system/send-write-backs.ts'
import { Database } from '../../src/platform/db/database.ts'
import { type Connection, openPool } from '../../src/platform/db/pool.ts'
import { dispatchBy, inTransaction } from '../../src/platform/events/event-table.ts'
import { seededIds } from '../../src/platform/ids/ids.ts'
import { readAppointment } from '../../src/scheduling/appointment.ts'
import { bookAppointment } from '../../src/scheduling/book-appointment.ts'
import { cancelAppointment } from '../../src/scheduling/cancel-appointment.ts'
import type { AppointmentBooked, AppointmentCancelled } from '../../src/scheduling/events.ts'
import { addPatient, bookingClinic, staff } from './booking-clinic.ts'
import { type LocalFhirServer, startFhirServer } from './fhir-server.ts'

type Tx = Parameters<Parameters<Database['tenant']>[1]>[0]

/** A clinic whose bookings go to a practice system of this machine; `beginAnew` gives it a fresh one. */
export async function connectedClinic(connection: Connection, { seed }: { readonly seed: string }) {
  const clinic = await bookingClinic(connection, { seed })
  const told: string[] = []
  const db = new Database({
    pool: openPool(connection, { size: 4 }),
    clock: clinic.clock,
    ids: seededIds(`${seed}-2`),
    dispatch: async (tx, event) => {
      told.push(event.type)
      await deliver(tx, event)
    },
  })
  const inClinic = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.tenant(clinic.clinicId, work)
  const servers: LocalFhirServer[] = []
  const current = () => {
    const server = servers.at(-1)
    if (server === undefined) throw new Error('no practice system yet')
    return server
  }
  const connect = async () =>
    inClinic(async (tx) =>
      connectPracticeSystem(tx.as('integrations'), {
        baseUrl: current().baseUrl,
        source: 'test',
        secretName: 'emr',
        actor: staff,
      }),
    )
  let taken = 0
  /** The next free half hour, each once. */
  const nextTime = () => {
    taken += 1
    return Temporal.Instant.from('2026-11-25T11:00:00Z').add({ minutes: 30 * taken })
  }
  return {
    clinic,
    db,
    told,
    inClinic,
    nextTime,
    get server() {
      return current()
    },
    beginAnew: async () => {
      servers.push(await startFhirServer([]))
      told.length = 0
      await inClinic(async (tx) =>
        tx.run(sql`delete from integrations.write_back where clinic_id = ${clinic.clinicId}`),
      )
      await connect()
    },
    /** Connects the current server again. */
    connect,
    /** One more server, of nobody. */
    strangeServer: async () => {
      const strange = await startFhirServer([])
      servers.unshift(strange)
      return strange
    },
    send: async (secret: string | null = 'sesame') =>
      sendWriteBacks(db, clinic.clinicId, { fetch, secret: () => secret, most: 10 }),
    /** Books the next free half hour for a new patient. */
    booked: async (source = 'test') => {
      const patient = await addPatient(clinic)
      if (source !== 'test') {
        await inClinic((tx) =>
          tx.run(
            sql`update patients.patient set source = ${source} where clinic_id = ${clinic.clinicId} and id = ${patient.id}`,
          ),
        )
      }
      const startsAt = nextTime()
      const booking = await inClinic((tx) =>
        bookAppointment(tx.as('scheduling'), {
          patientId: patient.id,
          serviceId: clinic.checkUp,
          startsAt,
          resourceIds: [clinic.doctorLis],
          via: 'page',
          origin: null,
          subjectKey: 'enrolment:one',
          isOutsideHoursAllowed: true,
          actor: staff,
        }),
      )
      if (!booking.ok) throw new Error(booking.error.kind)
      return { id: booking.value.appointmentId, patient, startsAt }
    },
    cancel: async (id: string) =>
      inClinic((tx) =>
        cancelAppointment(tx.as('scheduling'), { appointmentId: id, by: 'patient', actor: staff }),
      ),
    state: async (id: string) => {
      const appointment = await inClinic((tx) => readAppointment(tx.as('scheduling'), id))
      return `${appointment?.state} ${appointment?.practiceState}`
    },
    remote: async (id: string) =>
      (await current().appointments()).filter((one) => one.identifier?.some(({ value }) => value === id)),
    close: async () => {
      for (const one of servers) await one.close()
      await db.close()
      await clinic.db.close()
    },
  }
}

const deliver = dispatchBy([
  inTransaction<AppointmentBooked>('appointment.booked', 'write back', async (tx, event) =>
    requestWriteBack(tx.as('integrations'), event),
  ),
  inTransaction<AppointmentCancelled>('appointment.cancelled', 'write back', async (tx, event) =>
    requestCancelWriteBack(tx.as('integrations'), event),
  ),
])
