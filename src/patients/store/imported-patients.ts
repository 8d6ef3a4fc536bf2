import { sql } from 'kysely'
import type { MergePlan } from '../../platform/db/merge-rows.ts'
import type { CopyRow } from '../../platform/db/module-db.ts'
import type { PatientRecord } from '../rules/records.ts'

export const patientPlan: MergePlan<'patients'> = {
  into: 'patients.patient',
  idKind: 'patient',
  hasRevision: true,
  columns: {
    given_name: 'text',
    family_name: 'text',
    full_name: 'text',
    birth_date: 'date',
    sex: 'text',
    language: 'text',
    address: 'text',
    city: 'text',
    postcode: 'text',
    region: 'text',
    country: 'text',
    latitude: 'double precision',
    longitude: 'double precision',
    balance_minor: 'integer',
    balance_at: 'timestamptz',
    is_deceased: 'boolean',
    deceased_at: 'timestamptz',
    left_at: 'timestamptz',
    left_reason: 'text',
    registered_at: 'timestamptz',
    national_id: 'text',
    created_at: 'timestamptz',
    changed_at: 'timestamptz',
    import_batch: 'uuid',
  },
  onUpdate: {
    created_at: 'keep',
    // A source that only says "inactive" tells no date: the day we first heard of it stays. That a patient left, or when
    // they were born, noted here, is not undone by a practice system that does not know it.
    left_at: sql`case when excluded.left_at is not null then least(patient.left_at, excluded.left_at)
      when patient.left_noted_at is not null then patient.left_at end`,
    left_reason: sql`coalesce(excluded.left_reason, case when patient.left_noted_at is not null then patient.left_reason end)`,
    birth_date: sql`coalesce(excluded.birth_date, case when patient.birth_date_noted_at is not null then patient.birth_date end)`,
    // A death noted here (a call, a relative) is not undone by a practice system that has not heard of it.
    is_deceased: sql`patient.deceased_noted_at is not null or excluded.is_deceased`,
    deceased_at: sql`case when patient.deceased_noted_at is null then excluded.deceased_at
      else coalesce(excluded.deceased_at, patient.deceased_at) end`,
  },
}

export function cellsOfPatient(
  record: PatientRecord,
  stamp: { readonly now: Temporal.Instant; readonly batchId: string },
): CopyRow {
  return [
    record.givenName,
    record.familyName,
    record.fullName,
    record.birthDate,
    record.sex,
    record.language,
    record.address,
    record.city,
    record.postcode,
    record.region,
    record.country,
    record.place?.latitude ?? null,
    record.place?.longitude ?? null,
    record.balanceMinor,
    record.balanceMinor === null ? null : (record.balanceAt ?? stamp.now),
    record.isDeceased,
    record.deceasedAt,
    record.hasLeft ? (record.leftAt ?? stamp.now) : null,
    record.leftReason,
    record.registeredAt,
    record.nationalId,
    stamp.now,
    stamp.now,
    stamp.batchId,
  ]
}
