import type { ModuleDb } from '../platform/db/module-db.ts'
import { recordAudit } from './record-audit.ts'
import type { Actor } from './rules/actor.ts'

/** What a visit brings on average, in minor units, as the clinic says; used where its records do not tell. */
export async function tellVisitValue(
  db: ModuleDb<'clinic'>,
  { valueMinor, by }: { readonly valueMinor: number; readonly by: Actor },
): Promise<void> {
  await db.write
    .updateTable('clinic.clinic')
    .set({ mean_visit_value: valueMinor })
    .where('id', '=', db.clinicId)
    .execute()
  await recordAudit(db, {
    actor: by,
    action: 'clinic.visit_value_told',
    subjectKind: 'clinic',
    subjectId: db.clinicId,
    detail: { valueMinor },
  })
}
