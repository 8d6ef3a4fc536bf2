import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection } from '../../src/platform/db/pool.ts'
import { writeClinicCsv } from '../../src/simulation/write-clinic-csv.ts'
import { ImportClinic, importedAt } from './import-clinic.ts'

/** A new clinic: five years of its records are imported, nothing is set up. Its visits carry their service and no value. */
export async function auditClinic(
  connection: Connection,
  { seed, patients }: { readonly seed: string; readonly patients: number },
): Promise<ImportClinic> {
  const clinic = await ImportClinic.open(connection, { seed })
  const asOf = importedAt.toZonedDateTimeISO('Europe/Warsaw').toPlainDate()
  const dir = mkdtempSync(join(tmpdir(), 'kembali-audit-'))
  try {
    const files = await writeClinicCsv({ dir, patients, visitsPerPatient: 6, seed: 5, asOf })
    await clinic.csvFile(files.patientsFile)
    await clinic.csvFile(files.visitsFile)
  } finally {
    rmSync(dir, { recursive: true })
  }
  return clinic
}
