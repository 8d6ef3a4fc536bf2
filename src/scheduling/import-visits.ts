import { announceChanges } from '../patients/announce-changes.ts'
import { importedPatientId } from '../patients/imported-patient-id.ts'
import { countsOf, type MergePlan, mergeRows, ownersOf, revisionOf } from '../platform/db/merge-rows.ts'
import type { CopyRow, ModuleDb } from '../platform/db/module-db.ts'
import { type ImportMerge, type ImportOutcome, importedId } from './import-merge.ts'
import type { VisitRecord } from './rules/import-records.ts'
import { ownBookings } from './store/own-bookings.ts'

const plan: MergePlan<'scheduling'> = {
  into: 'scheduling.visit',
  idKind: 'visit',
  hasRevision: true,
  owner: 'patient_id',
  columns: {
    patient_id: 'uuid',
    appointment_id: 'uuid',
    resource_id: 'uuid',
    location_id: 'uuid',
    status: 'text',
    kind_code: 'text',
    kind: 'text',
    reason_code: 'text',
    reason: 'text',
    is_emergency: 'boolean',
    started_at: 'timestamptz',
    ended_at: 'timestamptz',
    value_minor: 'integer',
  },
}

/** Takes in visits of known patients as one set; emits `patients.changed`. */
export async function importVisits(
  db: ModuleDb<'scheduling'>,
  merge: ImportMerge<VisitRecord>,
): Promise<ImportOutcome> {
  const appointmentOf = (record: VisitRecord): string | null =>
    record.appointmentExternalId === null
      ? null
      : importedId(db.clinicId, merge.source, {
          kind: 'appointment',
          externalId: record.appointmentExternalId,
        })
  const own = await ownBookings(db, merge.records.map(appointmentOf))
  const merged = await mergeRows(db, plan, {
    ...merge,
    rowOf: (record) => {
      const named = appointmentOf(record)
      const appointmentId = named === null ? null : (own.get(named) ?? named)
      return {
        revision: revisionOf(record),
        cells: cellsOf(db.clinicId, merge.source, { record, appointmentId }),
      }
    },
  })
  await announceChanges(db.as('patients'), ownersOf(merged.written))
  return countsOf(merged)
}

// Ids of appointment, place and practitioner are derived, not looked up: their own records may come later. Only an
// appointment that was booked here has an id of its own.
function cellsOf(
  clinicId: string,
  source: string,
  { record, appointmentId }: { readonly record: VisitRecord; readonly appointmentId: string | null },
): CopyRow {
  const { locationExternalId: location, resource } = record
  return [
    importedPatientId(clinicId, source, record.patientExternalId),
    appointmentId,
    resource === null
      ? null
      : importedId(clinicId, source, { kind: 'resource', externalId: resource.externalId }),
    location === null ? null : importedId(clinicId, source, { kind: 'location', externalId: location }),
    record.status,
    record.kindCode,
    record.kindText,
    record.reasonCode,
    record.reason,
    record.isEmergency,
    record.startedAt,
    record.endedAt,
    record.valueMinor,
  ]
}
