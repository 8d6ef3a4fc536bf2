import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { GateDecision } from './rules/gate.ts'

export interface DecisionRecord {
  readonly patientId: string
  readonly origin: string
  readonly subjectKey: string
  readonly stepKey: string
  readonly stage: 'planned' | 'sending'
  readonly messageId: string | null
  readonly decision: GateDecision
}

/** Keeps what the gate said and why (G1); append-only. */
export async function recordDecisions(
  db: ModuleDb<'outreach'>,
  records: readonly DecisionRecord[],
): Promise<void> {
  if (records.length === 0) return
  await db.write
    .insertInto('outreach.decision')
    .values(
      records.map((record) => ({
        clinic_id: db.clinicId,
        id: db.ids.uuid(db.now),
        at: db.now,
        patient_id: record.patientId,
        origin: record.origin,
        subject_key: record.subjectKey,
        step_key: record.stepKey,
        stage: record.stage,
        outcome: record.decision.outcome,
        reason: record.decision.reason,
        hold_until: record.decision.outcome === 'hold' ? record.decision.until : null,
        message_id: record.messageId,
        trace: json(record.decision.trace),
      })),
    )
    .execute()
}
