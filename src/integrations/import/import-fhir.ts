import { basename, resolve } from 'node:path'
import { readClinic } from '../../clinic/read-clinic.ts'
import type { Result } from '../../platform/rules/result.ts'
import { openFhirSource } from '../fhir/open-fhir-source.ts'
import { explained, type ImportImpossible, type ImportRequest, runOf } from './import-request.ts'
import { runImport } from './run-import.ts'
import type { ImportSummary } from './tally.ts'

/** Imports a FHIR R4 bundle, bulk file, or a folder of them. Refused rows are listed, never fatal. */
export async function importFhir(request: ImportRequest): Promise<Result<ImportSummary, ImportImpossible>> {
  const { db, clinicId, path } = request
  return explained(async () => {
    const clinic = await db.tenant(clinicId, async (tx) => readClinic(tx.as('clinic')))
    const { country, zone } = clinic
    const input = await openFhirSource({ path, label: basename(resolve(path)), country, zone })
    return runImport({ ...runOf(request, 'fhir'), input })
  })
}
