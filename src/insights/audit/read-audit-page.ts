import type { ModuleDb } from '../../platform/db/module-db.ts'
import { when } from '../../platform/i18n/format-time.ts'
import type { Reading } from '../../platform/i18n/reading.ts'
import { auditSteps } from '../contract/audit.ts'
import type { AuditPage } from '../contract/audit-page.ts'
import { type Measurement, newestMeasurements } from '../store/audit-measurements.ts'
import { keptAudit } from './kept-audit.ts'
import { presentAudit, presentQuestions } from './present-audit.ts'
import { readAnswers } from './read-answers.ts'

/** What was measured last, with its moment, and what is under way. Measures nothing itself. */
export async function readAuditPage(db: ModuleDb<'insights'>, reading: Reading): Promise<AuditPage> {
  const kept = await keptAudit(db)
  const newest = await newestMeasurements(db)
  const open =
    newest.find(({ state }) => state === 'running') ?? newest.find(({ state }) => state === 'waiting')
  const [last] = newest
  return {
    audit: kept === null ? null : presentAudit(kept, reading, db.now),
    measuring: open === undefined ? null : measuringOf(open, reading, db.now),
    failedAt:
      last?.state === 'failed' && last.finishedAt !== null ? when(last.finishedAt, reading, db.now) : null,
    questions: presentQuestions(kept?.answers ?? (await readAnswers(db)), reading, db.now),
  }
}

function measuringOf(
  { state, step, startedAt, requestedAt, requestedBy }: Measurement,
  reading: Reading,
  now: Temporal.Instant,
): NonNullable<AuditPage['measuring']> {
  return {
    state: state === 'running' ? 'running' : 'waiting',
    step: step === null ? 0 : auditSteps.indexOf(step) + 1,
    steps: auditSteps.length,
    stepName: step,
    since: when(startedAt ?? requestedAt, reading, now),
    by: requestedBy,
  }
}
