import type { Schedule } from '../../src/scheduling/contract/schedule-pages.ts'
import { scheduleRoutes } from '../../src/scheduling/schedule-routes.ts'
import { type BookingClinic, bookingClinic } from './booking-clinic.ts'
import { type StaffDoor, staffDoor } from './staff-door.ts'

/** A clinic with the schedule of `bookingClinic`, and the routes that read and change it. */
export interface ScheduleDesk {
  readonly clinic: BookingClinic
  readonly door: StaffDoor
  read(): Promise<Schedule>
  service(key: string): Promise<Schedule['services'][number]>
  resource(id: string): Promise<Schedule['resources'][number]>
  /** What is on record of an action, in any order. */
  audited(
    action: string,
  ): Promise<readonly { readonly actor_name: string | null; readonly detail: unknown }[]>
  close(): Promise<void>
}

export async function scheduleDesk(
  connection: Parameters<typeof bookingClinic>[0],
  seed: string,
): Promise<ScheduleDesk> {
  const clinic = await bookingClinic(connection, { seed })
  const door = await staffDoor(clinic, scheduleRoutes)
  const read = async (): Promise<Schedule> => (await door.get('/api/schedule')).body
  return {
    clinic,
    door,
    read,
    service: async (key) => found((await read()).services.find((one) => one.key === key)),
    resource: async (id) => found((await read()).resources.find((one) => one.id === id)),
    audited: async (action) =>
      clinic.db.tenant(clinic.clinicId, async (tx) =>
        tx
          .as('clinic')
          .read.selectFrom('clinic.audit')
          .select(['actor_name', 'detail'])
          .where('clinic_id', '=', clinic.clinicId)
          .where('action', '=', action)
          .execute(),
      ),
    close: async () => {
      await door.close()
      await clinic.db.close()
    },
  }
}

function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('it is not there')
  return row
}
