import { setTimeout as pause } from 'node:timers/promises'
import { followAudit } from '../../insights/audit/follow-audit.ts'
import { type Audit, type AuditStep, auditSteps } from '../../insights/contract/audit.ts'
import type { Database } from '../../platform/db/database.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import { onStopSignal } from '../runtime/stop-signals.ts'
import { terminal } from './output.ts'
import { CommandFailure } from './problems.ts'

const stepWords: Readonly<Record<AuditStep, string>> = {
  due: 'what is due for every patient',
  returns: 'who came back',
  lapsed: 'who has drifted away',
  records: 'what the records hold',
}

/** The audit that is measured now, here or by a server whose measuring is followed; its steps are told on stderr. Ctrl-C stops it. */
export async function measuredNow(db: Database, clinic: ClinicId): Promise<Audit> {
  const stopping = new AbortController()
  const stopListening = onStopSignal(() => stopping.abort())
  try {
    const found = await followAudit(db, clinic, {
      by: { kind: 'command_line', name: 'kembali audit' },
      signal: stopping.signal,
      onStep: ({ step, requestedBy }) => terminal.progress(progressText(step, requestedBy)),
      rest: async () => {
        await pause(1_000, undefined, { signal: stopping.signal }).catch(() => undefined)
      },
    })
    if (found.ok) return found.value
    throw new CommandFailure(
      found.error === 'stopped'
        ? 'stopped before the end; the server measures on, or the same command begins anew'
        : 'the measurement failed where it was taken: see the log of the server, and run the same command again',
    )
  } finally {
    stopListening()
  }
}

function progressText(step: AuditStep | null, requestedBy: string): string {
  if (step === null) return `Waiting for the measurement that ${requestedBy} asked for`
  return `Measuring, ${auditSteps.indexOf(step) + 1} of ${auditSteps.length}: ${stepWords[step]}`
}
