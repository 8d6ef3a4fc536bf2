import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { readClinic } from '../../clinic/read-clinic.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import type { CsvKind } from '../csv/column-names.ts'
import { type CsvMapping, readMapping, writeMapping } from '../csv/mapping.ts'
import { openCsvSource } from '../csv/open-csv-source.ts'
import { explained, type ImportImpossible, type ImportRequest, runOf } from './import-request.ts'
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
  /** Why no row of the table can be read; null: they can. */
  readonly fault: string | null
}

/** Imports a delimited table. Refused rows are listed, never fatal; a table that cannot be understood is one refusal at line 1. */
export async function importCsv(
  request: CsvImportRequest,
): Promise<Result<CsvImportSummary, ImportImpossible>> {
  const told = await readMappingFile(request.mappingPath)
  if (!told.ok) return told
  const isNew = request.mappingPath !== undefined && told.value === null
  if (isNew && !existsSync(dirname(request.mappingPath)))
    return fail({
      reason: `the mapping cannot be written to ${request.mappingPath}: there is no such folder`,
    })
  return explained(() => importTable(request, told.value))
}

async function importTable(request: CsvImportRequest, told: CsvMapping | null): Promise<CsvImportSummary> {
  const { db, clinicId, path, kind, mappingPath } = request
  const { country, zone } = await db.tenant(clinicId, async (tx) => readClinic(tx.as('clinic')))
  const now = db.clock.now()
  const opened = await openCsvSource({ path, kind: kind ?? null, mapping: told, country, zone, now })
  const { fault } = opened
  const summary = await runImport({ ...runOf(request, told?.source ?? 'csv'), input: opened.input })
  const mapping = opened.mapping === null ? null : writeMapping(opened.mapping, basename(path))
  if (mappingPath === undefined || told !== null || mapping === null) {
    return { ...summary, mapping, mappingWritten: null, fault }
  }
  await writeFile(mappingPath, mapping, { flag: 'wx' })
  return { ...summary, mapping, mappingWritten: mappingPath, fault }
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
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return ok(null)
    const reason = fileFault(error)
    if (reason === null) throw error
    return fail({ reason: `the mapping: ${reason}` })
  }
}
