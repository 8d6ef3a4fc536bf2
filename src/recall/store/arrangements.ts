import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { IntervalArrangement } from '../rules/patient-history.ts'
import type { SilenceArrangement } from '../rules/status.ts'

interface Arranged {
  readonly patientId: string
  readonly typeKey: string
  readonly madeBy: string
  readonly reason: string
}

/** Another interval for a patient, and who set it why. */
export interface IntervalOfPatient extends IntervalArrangement, Arranged {}

/** Nobody here invites a patient for a type, and who said so why. */
export interface SilenceOfPatient extends SilenceArrangement, Arranged {
  /** Who recalls the patient instead. */
  readonly recalledBy: string | null
}

/** What staff arranged for these records and nobody ended, whether it still holds or ran out. The newest first. */
export async function arrangementsOf(
  db: ModuleDb<'recall'>,
  patientIds: readonly string[],
): Promise<{
  readonly intervals: readonly IntervalOfPatient[]
  readonly silences: readonly SilenceOfPatient[]
}> {
  const rows = await db.read
    .selectFrom('recall.arrangement')
    .selectAll()
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', 'in', [...patientIds])
    .where('ended_at', 'is', null)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute()
  const shared = (row: (typeof rows)[number]) => ({
    patientId: row.patient_id,
    typeKey: row.type_key,
    madeBy: row.made_by,
    reason: row.reason,
    madeAt: row.made_at,
    endedAt: row.ended_at,
    expiresOn: row.expires_on,
  })
  return {
    intervals: rows
      .filter(({ kind }) => kind === 'interval')
      .map((row) => ({
        ...shared(row),
        interval: { months: row.months ?? 0, days: row.days ?? 0 },
        triggeredOn: row.triggered_on,
      })),
    silences: rows.flatMap((row) =>
      row.kind === 'interval'
        ? []
        : [
            {
              ...shared(row),
              kind: row.kind,
              amountMinor: row.amount_minor,
              recalledBy: row.recalled_by,
            },
          ],
    ),
  }
}
