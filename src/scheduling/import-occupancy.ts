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
  const held = await releaseKnown(db, changed)
  const rows = changed.flatMap(({ row, record }) => {
    const named = record.resources.map(({ externalId }) =>
      importedId(db.clinicId, source, { kind: 'resource', externalId }),
    )
    // A source that names nobody leaves the visit with whom it was.
    const resources = named.length === 0 ? (held.get(row.id) ?? []) : named
    return [...new Set(resources)].map((id) => [id, row.id, record.startsAt, record.endsAt])
  })
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
      join scheduling.appointment a on a.clinic_id = ${db.clinicId} and a.id = s.appointment_id and a.state = 'booked'
      where not exists (select from scheduling.occupancy o
        where o.clinic_id = ${db.clinicId} and o.appointment_id = s.appointment_id and o.resource_id = s.resource_id)
      order by s.resource_id, s.starts_at, s.appointment_id
      on conflict do nothing`)
  }
}

/** Takes back what appointments known before occupy, which is about to be said anew; tells whose time it was. */
async function releaseKnown(
  db: ModuleDb<'scheduling'>,
  changed: readonly ChangedAppointment[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const known = changed.filter(({ row }) => row.existed).map(({ row }) => row.id)
  if (known.length === 0) return new Map()
  // Not history: the appointment keeps that.
  const rows = await db.sql<{ appointment_id: string; resource_id: string }>(sql`
    delete from scheduling.occupancy where clinic_id = ${db.clinicId} and appointment_id = any(${known}::uuid[])
    returning appointment_id, resource_id`)
  const byAppointment = Map.groupBy(rows, (row) => row.appointment_id)
  return new Map([...byAppointment].map(([id, held]) => [id, held.map((row) => row.resource_id)]))
}
