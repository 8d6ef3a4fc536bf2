import { sql } from 'kysely'
import { announceChanges } from '../patients/announce-changes.ts'
import { importedPatientId } from '../patients/imported-patient-id.ts'
import {
  countsOf,
  type MergedRow,
  type MergePlan,
  mergeRows,
  ownersOf,
  revisionOf,
} from '../platform/db/merge-rows.ts'
import type { CopyRow, ModuleDb } from '../platform/db/module-db.ts'
import { ensureResources } from './ensure-resources.ts'
import { announceAppointments, type StoredAppointment } from './import-appointment-events.ts'
import { type ImportMerge, type ImportOutcome, importedId } from './import-merge.ts'
import { occupyImported } from './import-occupancy.ts'
import { knowBookingsAs } from './know-bookings-as.ts'
import type { AppointmentRecord } from './rules/import-records.ts'
import { ownBookings } from './store/own-bookings.ts'

const plan: MergePlan<'scheduling'> = {
  into: 'scheduling.appointment',
  idKind: 'appointment',
  hasRevision: true,
  owner: 'patient_id',
  columns: {
    patient_id: 'uuid',
    service_id: 'uuid',
    location_id: 'uuid',
    starts_at: 'timestamptz',
    ends_at: 'timestamptz',
    state: 'text',
    confirmation: 'text',
    booked_via: 'text',
    reason_code: 'text',
    reason: 'text',
    created_at: 'timestamptz',
    changed_at: 'timestamptz',
    ended_reason: 'text',
  },
  onUpdate: {
    booked_via: 'keep',
    created_at: 'keep',
    // A source that names no service or place does not take back what is known here.
    service_id: sql`coalesce(excluded.service_id, appointment.service_id)`,
    location_id: sql`coalesce(excluded.location_id, appointment.location_id)`,
    // What was booked and ended here stays ended: the practice system may not have heard of it yet.
    state: sql`case when appointment.booked_via <> 'import' and appointment.state in ('cancelled', 'expired')
      then appointment.state else excluded.state end`,
    // What the patient answered here stands until the practice system says more than "not answered yet".
    confirmation: sql`case when excluded.confirmation = 'open' and excluded.starts_at = appointment.starts_at
      then appointment.confirmation else excluded.confirmation end`,
  },
}

/**
 * Takes in appointments of known patients as one set: rows, the time they occupy, and the events of those ahead
 * (booked, moved, cancelled, kept, missed); emits `patients.changed`.
 */
export async function importAppointments(
  db: ModuleDb<'scheduling'>,
  merge: ImportMerge<AppointmentRecord>,
): Promise<ImportOutcome> {
  const latest = await withOwnIds(db, merge.source, [
    ...new Map(merge.records.map((record) => [record.externalId, record])).values(),
  ])
  const services = await readServices(db)
  const before = merge.onDifference === 'update' ? await readStored(db, merge.source, latest) : new Map()
  const merged = await mergeRows(db, plan, {
    source: merge.source,
    onDifference: merge.onDifference,
    knownIdOf: (record) => record.ownId,
    records: latest,
    rowOf: (record) => ({
      revision: revisionOf(record),
      cells: cellsOf(db, merge.source, { record, serviceId: serviceOf(services, record) }),
    }),
  })
  const { written } = merged
  const byId = new Map(latest.map((record) => [record.externalId, record]))
  const changed = written.flatMap((row) => pairUp(row, byId.get(row.externalId)))
  await knowBookingsAs(
    db,
    merge.source,
    changed.flatMap(({ record: { ownId, externalId } }) =>
      ownId === null ? [] : [{ appointmentId: ownId, externalId }],
    ),
  )
  await ensureResources(
    db,
    merge.source,
    changed.flatMap(({ record }) => record.resources),
  )
  await occupyImported(db, merge.source, changed)
  await announceAppointments(db, { before, written })
  await announceChanges(db.as('patients'), ownersOf(written))
  return countsOf(merged)
}

/** A source that leaves our name of a booking out is still known to mean it, once it was written or read under that number. */
async function withOwnIds(
  db: ModuleDb<'scheduling'>,
  source: string,
  records: readonly AppointmentRecord[],
): Promise<readonly AppointmentRecord[]> {
  const derived = (externalId: string): string =>
    importedId(db.clinicId, source, { kind: 'appointment', externalId })
  const own = await ownBookings(
    db,
    records.map(({ externalId }) => derived(externalId)),
  )
  if (own.size === 0) return records
  return records.map((record) => ({
    ...record,
    ownId: record.ownId ?? own.get(derived(record.externalId)) ?? null,
  }))
}

function pairUp(row: MergedRow, record: AppointmentRecord | undefined) {
  return record === undefined ? [] : [{ row, record }]
}

function cellsOf(
  db: ModuleDb<'scheduling'>,
  source: string,
  { record, serviceId }: { readonly record: AppointmentRecord; readonly serviceId: string | null },
): CopyRow {
  const location = record.locationExternalId
  return [
    importedPatientId(db.clinicId, source, record.patientExternalId),
    serviceId,
    location === null ? null : importedId(db.clinicId, source, { kind: 'location', externalId: location }),
    record.startsAt,
    record.endsAt,
    record.state,
    record.confirmation,
    'import',
    record.reasonCode,
    record.reason,
    record.createdAt ?? db.now,
    db.now,
    record.endedReason,
  ]
}

/** A service by its key or its name, letter case aside. */
async function readServices(db: ModuleDb<'scheduling'>): Promise<ReadonlyMap<string, string>> {
  const rows = await db.read
    .selectFrom('scheduling.service')
    .select(['id', 'key', 'name'])
    .where('clinic_id', '=', db.clinicId)
    .where('ended_at', 'is', null)
    .execute()
  return new Map(
    rows.flatMap((row): [string, string][] => [
      [row.name.toLowerCase(), row.id],
      [row.key.toLowerCase(), row.id],
    ]),
  )
}

function serviceOf(services: ReadonlyMap<string, string>, record: AppointmentRecord): string | null {
  const named = [record.serviceCode, record.service].filter((name) => name !== null)
  return named.map((name) => services.get(name.toLowerCase())).find((id) => id !== undefined) ?? null
}

async function readStored(
  db: ModuleDb<'scheduling'>,
  source: string,
  records: readonly AppointmentRecord[],
): Promise<Map<string, StoredAppointment>> {
  const ids = records.map(
    (record) =>
      record.ownId ?? importedId(db.clinicId, source, { kind: 'appointment', externalId: record.externalId }),
  )
  const rows = await db.sql<StoredAppointment & { readonly id: string }>(sql`
    select id, patient_id as "patientId", starts_at as "startsAt", state, origin
    from scheduling.appointment where clinic_id = ${db.clinicId} and id = any(${ids}::uuid[])
    for update`)
  return new Map(rows.map((row) => [row.id, row]))
}
