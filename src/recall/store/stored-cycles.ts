import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { CyclePause, DueOverride } from '../rules/status.ts'

/** An open cycle as it is stored, with what staff set for this round. */
export interface StoredCycle {
  readonly triggeredOn: Temporal.PlainDate
  readonly dueComputed: Temporal.PlainDate
  readonly dueEffective: Temporal.PlainDate
  readonly override: (DueOverride & { readonly by: string; readonly reason: string }) | null
  readonly pause: (CyclePause & { readonly by: string; readonly reason: string }) | null
}

/** The open cycles of one surviving record, by the key of their type. */
export async function readStoredCycles(
  db: ModuleDb<'recall'>,
  patientId: string,
): Promise<ReadonlyMap<string, StoredCycle>> {
  const rows = await db.read
    .selectFrom('recall.cycle')
    .selectAll()
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', '=', patientId)
    .where('closed_at', 'is', null)
    .execute()
  return new Map(
    rows.map((row) => [
      row.type_key,
      {
        triggeredOn: row.triggered_on,
        dueComputed: row.due_computed,
        dueEffective: row.due_effective,
        override:
          row.override_due === null || row.overridden_at === null
            ? null
            : {
                due: row.override_due,
                expiresOn: row.override_expires_on,
                madeAt: row.overridden_at,
                by: row.override_by ?? '',
                reason: row.override_reason ?? '',
              },
        pause:
          row.paused_until === null || row.paused_at === null
            ? null
            : {
                until: row.paused_until,
                madeAt: row.paused_at,
                by: row.pause_by ?? '',
                reason: row.pause_reason ?? '',
              },
      },
    ]),
  )
}
