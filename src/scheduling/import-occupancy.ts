import { sql } from 'kysely'
import { type MergedRow, stageRows } from '../platform/db/merge-rows.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { importedId } from './import-merge.ts'
import type { AppointmentRecord } from './rules/import-records.ts'

interface ChangedAppointment {
  readonly row: MergedRow
  readonly record: AppointmentRecord
}

/**
 * Lets imported appointments occupy the time of their resources. They are facts of the practice system: one that
 * collides with a booking is not refused, but stands as 'overlapping' and blocks new bookings all the same.
 */
export async function occupyImported(
  db: ModuleDb<'scheduling'>,
  source: string,
  changed: readonly ChangedAppointment[],
): Promise<void> {
  const known = changed.filter(({ row }) => row.existed).map(({ row }) => row.id)
  if (known.length > 0) {
    // Not history: the appointment keeps that. What it occupied is about to be said anew.
    await db.run(sql`
      delete from scheduling.occupancy where clinic_id = ${db.clinicId} and appointment_id = any(${known}::uuid[])`)
  }
  const live = changed.filter(({ record }) => record.state === 'booked')
  const rows = live.flatMap(({ row, record }) =>
    [...new Set(record.resources.map((resource) => resource.externalId))].map((externalId) => [
      importedId(db.clinicId, source, { kind: 'resource', externalId }),
      row.id,
      record.startsAt,
      record.endsAt,
    ]),
  )
  if (rows.length === 0) return
  await stageRows(db, {
    name: 'occupancy_stage',
    columns: {
      resource_id: 'uuid',
      appointment_id: 'uuid',
      starts_at: 'timestamptz',
      ends_at: 'timestamptz',
    },
    rows,
  })
  for (const state of ['booked', 'overlapping'] as const) {
    await db.run(sql`
      insert into scheduling.occupancy (clinic_id, resource_id, appointment_id, during, starts_at, ends_at, state)
      select ${db.clinicId}::uuid, s.resource_id, s.appointment_id, tstzrange(s.starts_at, s.ends_at), s.starts_at, s.ends_at, ${state}
      from occupancy_stage s
      where not exists (select from scheduling.occupancy o
        where o.clinic_id = ${db.clinicId} and o.appointment_id = s.appointment_id and o.resource_id = s.resource_id)
      order by s.resource_id, s.starts_at, s.appointment_id
      on conflict do nothing`)
  }
}
