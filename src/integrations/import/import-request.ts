import type { Actor } from '../../clinic/rules/actor.ts'
import type { DeclaredConsent } from '../../patients/rules/records.ts'
import { ImportTakenOver } from '../../patients/save-import-progress.ts'
import type { Database } from '../../platform/db/database.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import { NothingToImport } from './nothing-to-import.ts'
import { fileFault } from './open-bytes.ts'
import type { ImportProgress, ImportRun } from './run-import.ts'

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

/** The parts of a request that every run has, whatever it reads. */
export function runOf(request: ImportRequest, source: string): Omit<ImportRun, 'input'> {
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

/** Tells what a person can mend in words; everything else is a bug or a broken machine, and throws. */
export async function explained<T>(work: () => Promise<T>): Promise<Result<T, ImportImpossible>> {
  try {
    return ok(await work())
  } catch (error) {
    const isTold = error instanceof ImportTakenOver || error instanceof NothingToImport
    const reason = isTold ? error.message : fileFault(error)
    if (reason === null) throw error
    return fail({ reason })
  }
}
