import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { readClinic } from '../../clinic/read-clinic.ts'
import type { Actor } from '../../clinic/rules/actor.ts'
import type { DeclaredConsent } from '../../patients/rules/records.ts'
import type { Database } from '../../platform/db/database.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import { openFhirSource } from '../fhir/open-fhir-source.ts'
import { fileFault } from './open-bytes.ts'
import { type ImportProgress, runImport } from './run-import.ts'
import type { ImportSummary } from './tally.ts'

export interface ImportRequest {
  readonly db: Database
  readonly clinicId: ClinicId
  readonly path: string
  readonly actor: Actor
  /** Names where the records come from; with the record's own id it is its key. */
  readonly source?: string
  readonly declared?: DeclaredConsent
  readonly isDryRun?: boolean
  readonly onProgress?: (progress: ImportProgress) => void
  readonly signal?: AbortSignal
}

/** Why nothing could be read at all, in words for the person who asked. */
export interface ImportImpossible {
  readonly reason: string
}

/** Imports a FHIR R4 bundle, bulk file, or a folder of them. Refused rows are listed, never fatal. */
export async function importFhir(request: ImportRequest): Promise<Result<ImportSummary, ImportImpossible>> {
  const readable = await findInput(request.path)
  if (!readable.ok) return readable
  const clinic = await request.db.tenant(request.clinicId, async (tx) => readClinic(tx.as('clinic')))
  const input = await openFhirSource({
    path: request.path,
    label: basename(resolve(request.path)),
    country: clinic.country,
    zone: clinic.zone,
  })
  return ok(await runImport({ ...runOf(request, 'fhir'), input }))
}

export async function findInput(path: string): Promise<Result<true, ImportImpossible>> {
  try {
    await stat(path)
    return ok(true)
  } catch (error) {
    const reason = fileFault(error)
    if (reason === null) throw error
    return fail({ reason })
  }
}

/** The parts of a request that every run has, whatever it reads. */
export function runOf(request: ImportRequest, source: string) {
  return {
    db: request.db,
    clinicId: request.clinicId,
    actor: request.actor,
    source: request.source ?? source,
    declared: request.declared ?? null,
    isDryRun: request.isDryRun ?? false,
    ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  }
}
