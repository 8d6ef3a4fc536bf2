import type { z } from 'zod'
import type { Reader } from '../clinic/staff-reading.ts'
import { searchPatients } from '../patients/search-patients.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { when } from '../platform/i18n/format-time.ts'
import type { PatientListQuery, patientListSchema } from './contract/patient-card.ts'
import { ageText, day, masked } from './patient-card.ts'
import { type PatientRow, patientRows } from './store/patient-rows.ts'

/** A search that names more than this is not narrowed down yet; the list then shows the first of them by name. */
const mostFound = 2000

/** One page of the clinic's patients. */
export async function listPatients(
  db: ModuleDb<'insights'>,
  query: PatientListQuery,
  { reading }: Reader,
): Promise<z.input<typeof patientListSchema>> {
  const isSearch = query.q !== undefined && query.q.length >= 2
  const found = isSearch ? await searchPatients(db.as('patients'), query.q ?? '', mostFound) : null
  const { rows, total } = await patientRows(db, query, found === null ? null : found.map(({ id }) => id))
  const today = db.now.toZonedDateTimeISO(reading.zone).toPlainDate()
  const present = (row: PatientRow) => ({
    id: row.id,
    name: row.fullName,
    number: row.externalId,
    age: ageText(row.birthDate, reading, db.now),
    language: row.language,
    contact: row.contact === null ? null : masked(row.contact),
    lastVisit:
      row.lastVisit === null
        ? null
        : day(row.lastVisit.toZonedDateTimeISO(reading.zone).toPlainDate(), reading),
    nextVisit: row.nextVisit === null ? null : when(row.nextVisit, reading, db.now),
    recall:
      row.recallNames === null || row.due === null
        ? null
        : {
            name: row.recallNames[reading.language],
            due: day(row.due, reading),
            overdueDays: row.due.until(today).days,
          },
    isDeceased: row.isDeceased,
    hasLeft: row.hasLeft,
  })
  return { rows: rows.map(present), total, page: query.page, pageSize: query.pageSize }
}
