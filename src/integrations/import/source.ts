import type { LocationRecord } from '../../clinic/import-locations.ts'
import type { ImportPosition, ImportRefusal } from '../../patients/rules/import-run.ts'
import type {
  ConditionRecord,
  CoverageRecord,
  LinkRecord,
  ObservationRecord,
  PatientRecord,
  PlanItemRecord,
  ProcedureRecord,
  TreatmentPlanRecord,
} from '../../patients/rules/records.ts'
import type {
  AppointmentRecord,
  ResourceRecord,
  ScheduleRecord,
  SlotRecord,
  VisitRecord,
} from '../../scheduling/rules/import-records.ts'

export type ImportRecord =
  | LocationRecord
  | ResourceRecord
  | ScheduleRecord
  | SlotRecord
  | PatientRecord
  | LinkRecord
  | VisitRecord
  | AppointmentRecord
  | ConditionRecord
  | ProcedureRecord
  | CoverageRecord
  | ObservationRecord
  | TreatmentPlanRecord
  | PlanItemRecord

export type ImportKind = ImportRecord['kind']

/** One row of a table, one line of a bulk file, one entry of a bundle, with what was read from it. */
export interface ReadUnit {
  readonly file: string
  /** Counts from 1 inside the file; a broken run goes on after the last one taken in. */
  readonly unit: number
  /** Where it begins, from 1; null where the file has no lines to speak of. */
  readonly line: number | null
  /** What it was meant to be; null where not even that could be read. */
  readonly kind: ImportKind | null
  /** Empty when it was refused or is of no use to us. */
  readonly records: readonly ImportRecord[]
  /** Fields that were left out, or the whole unit (field null, no records). */
  readonly refusals: readonly Omit<ImportRefusal, 'file' | 'line'>[]
  /** What it is, when we have no use for it, e.g. Immunization. */
  readonly ignored: string | null
  /** The file breaks off here: whatever came after it never arrived. */
  readonly isCutShort?: true
}

/** An input that can be read from any position, in the same order each time. */
export interface ImportSource {
  readonly format: 'fhir' | 'csv' | 'simulation'
  readonly label: string
  readonly fingerprint: string
  /** Things to know about how the input was understood, told after reading. */
  notes(): readonly string[]
  read(after: ImportPosition | null): AsyncIterable<readonly ReadUnit[]>
}
