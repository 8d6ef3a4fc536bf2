import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { readClinic } from '../../clinic/read-clinic.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import type { CsvKind } from '../csv/column-names.ts'
import { type CsvMapping, readMapping, writeMapping } from '../csv/mapping.ts'
import { openCsvSource } from '../csv/open-csv-source.ts'
import { findInput, type ImportImpossible, type ImportRequest, runOf } from './import-fhir.ts'
import { fileFault } from './open-bytes.ts'
import { runImport } from './run-import.ts'
import type { ImportSummary } from './tally.ts'

export interface CsvImportRequest extends ImportRequest {
  /** By the columns when not said. */
  readonly kind?: CsvKind
  /** A mapping to use; where there is no such file, the one that was found is written there. */
  readonly mappingPath?: string
}

export interface CsvImportSummary extends ImportSummary {
  /** The mapping that was used, as a file that a person can edit; null: the table could not be understood. */
  readonly mapping: string | null
  /** Where it was written. */
  readonly mappingWritten: string | null
}

/** Imports a delimited table. Refused rows are listed, never fatal; a table that cannot be understood is one refusal at line 1. */
export async function importCsv(
  request: CsvImportRequest,
): Promise<Result<CsvImportSummary, ImportImpossible>> {
  const readable = await findInput(request.path)
  if (!readable.ok) return readable
  const told = await readMappingFile(request.mappingPath)
  if (!told.ok) return told
  const { db, clinicId, path, kind } = request
  const clinic = await db.tenant(clinicId, async (tx) => readClinic(tx.as('clinic')))
  const { country, zone } = clinic
  try {
    const now = db.clock.now()
    const opened = await openCsvSource({ path, kind: kind ?? null, mapping: told.value, country, zone, now })
    const source = told.value?.source ?? 'csv'
    const summary = await runImport({ ...runOf(request, source), input: opened.input })
    const mapping = opened.mapping === null ? null : writeMapping(opened.mapping, basename(path))
    const isNew = request.mappingPath !== undefined && told.value === null && mapping !== null
    if (isNew) await writeFile(request.mappingPath, mapping, { flag: 'wx' })
    return ok({ ...summary, mapping, mappingWritten: isNew ? request.mappingPath : null })
  } catch (error) {
    const reason = fileFault(error)
    if (reason === null) throw error
    return fail({ reason })
  }
}

/** Null: no mapping yet. */
async function readMappingFile(
  path: string | undefined,
): Promise<Result<CsvMapping | null, ImportImpossible>> {
  if (path === undefined) return ok(null)
  try {
    const mapping = readMapping(await readFile(path, 'utf8'))
    return mapping.ok ? mapping : fail({ reason: mapping.error })
  } catch (error) {
    if (fileFault(error) === fileFault(Object.assign(new Error(), { code: 'ENOENT' }))) return ok(null)
    throw error
  }
}
