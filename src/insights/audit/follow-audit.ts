import type { Actor } from '../../clinic/rules/actor.ts'
import type { Database } from '../../platform/db/database.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import type { Audit, AuditStep } from '../contract/audit.ts'
import { newestMeasurements } from '../store/audit-measurements.ts'
import { keptAudit } from './kept-audit.ts'
import { measureAudit } from './measure-audit.ts'
import { requestAudit } from './request-audit.ts'

export interface AuditFollower {
  readonly by: Extract<Actor, { readonly name: string }>
  /** Stops the measuring, or the waiting for another's. */
  readonly signal: AbortSignal
  /** Told what the measurement is at; `requestedBy` is who asked for it, null step: nobody has begun it yet. */
  readonly onStep: (at: { readonly step: AuditStep | null; readonly requestedBy: string }) => void
  /** Rests before it looks again at what another measures. */
  readonly rest: () => Promise<void>
}

/**
 * Where the clinic stands, measured while one waits: it follows what waits or is under way, else asks for a measurement, and
 * measures itself what nobody else does. `stopped`: what it was measuring waits again for whoever comes next.
 */
export async function followAudit(
  db: Database,
  clinicId: ClinicId,
  { by, signal, onStep, rest }: AuditFollower,
): Promise<Result<Audit, 'stopped' | 'failed'>> {
  const own = async <T>(work: (tx: ModuleDb<'insights'>) => Promise<T>): Promise<T> =>
    db.tenant(clinicId, async (tx) => work(tx.as('insights')))
  let newest = await own(async (tx) => openOrAsked(tx, by))
  while (newest.state === 'waiting' || newest.state === 'running') {
    const { requestedBy } = newest
    if (signal.aborted) return fail('stopped')
    const taken = await measureAudit(db, clinicId, {
      signal,
      onStep: (step) => onStep({ step, requestedBy }),
    })
    newest = await own(newestOf)
    if (taken > 0 || (newest.state !== 'waiting' && newest.state !== 'running')) continue
    onStep({ step: newest.step, requestedBy })
    await rest()
  }
  const kept = newest.state === 'done' ? await own(keptAudit) : null
  return kept === null ? fail('failed') : ok(kept)
}

async function openOrAsked(db: ModuleDb<'insights'>, by: AuditFollower['by']) {
  const [newest] = await newestMeasurements(db)
  if (newest?.state === 'waiting' || newest?.state === 'running') return newest
  await requestAudit(db, by)
  return newestOf(db)
}

async function newestOf(db: ModuleDb<'insights'>) {
  const [newest] = await newestMeasurements(db)
  if (newest === undefined) throw new Error('a measurement that was asked for is gone')
  return newest
}
