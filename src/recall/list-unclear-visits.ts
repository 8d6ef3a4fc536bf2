import type { ModuleDb } from '../platform/db/module-db.ts'
import { formatDueDate, when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import type { UnclearVisitRow, UnclearVisits } from './contract/unclear-visits.ts'
import { readUnclearVisits, type UnclearVisit } from './store/unclear-visits.ts'

export interface UnclearVisitsQuestion {
  readonly page: number
  readonly pageSize: number
  readonly reading: Reading
}

/** A page of the appointments that may or may not be for a recall, as staff read it. */
export async function listUnclearVisits(
  db: ModuleDb<'recall'>,
  { page, pageSize, reading }: UnclearVisitsQuestion,
): Promise<UnclearVisits> {
  const { total, rows } = await readUnclearVisits(db, { limit: pageSize, offset: (page - 1) * pageSize })
  return { rows: rows.map((visit) => rowOf(visit, reading, db.now)), total, page, pageSize }
}

function rowOf(visit: UnclearVisit, reading: Reading, now: Temporal.Instant): UnclearVisitRow {
  return {
    id: `${visit.appointmentId}:${visit.typeKey}`,
    appointmentId: visit.appointmentId,
    patientId: visit.patientId,
    name: visit.fullName,
    language: visit.language,
    at: when(visit.startsAt, reading, now),
    minutes: Math.round(visit.startsAt.until(visit.endsAt).total('minutes')),
    service: visit.serviceName,
    note: visit.reason,
    typeKey: visit.typeKey,
    typeName: visit.typeNames[reading.language],
    due: { iso: visit.dueOn.toString(), text: formatDueDate(visit.dueOn, reading) },
    overdueDays: visit.overdueDays,
  }
}
