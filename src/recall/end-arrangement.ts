import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { CycleKey } from './override-due-date.ts'
import { recomputeSoon } from './recompute-soon.ts'
import { type PauseKind, silenceKinds } from './rules/status.ts'

export type ArrangementKind = 'interval' | Exclude<PauseKind, 'date'>

export interface ArrangementEnd extends CycleKey {
  /** `interval`: the type's own interval again; `silence`: the patient may be invited again. */
  readonly what: 'interval' | 'silence'
  readonly by: Extract<Actor, { readonly name: string }>
}

/** Ends what staff arranged for a patient and type; the row stays. */
export async function endArrangement(
  db: ModuleDb<'recall'>,
  { patientId, typeKey, what, by }: ArrangementEnd,
): Promise<Result<null, { readonly kind: 'nothing_arranged' }>> {
  const kinds: readonly ArrangementKind[] = what === 'interval' ? ['interval'] : silenceKinds
  const ended = await endArrangements(db, { patientId, typeKey, kinds, by: by.name })
  if (ended === 0) return fail({ kind: 'nothing_arranged' })
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: what === 'interval' ? 'recall_interval.reset' : 'recall_silence.ended',
    subjectKind: 'patient',
    subjectId: patientId,
    detail: { typeKey },
  })
  await recomputeSoon(db, patientId)
  return ok(null)
}

/** Ends the standing arrangements of these kinds; answers how many there were. */
export async function endArrangements(
  db: ModuleDb<'recall'>,
  {
    patientId,
    typeKey,
    kinds,
    by,
  }: CycleKey & { readonly kinds: readonly ArrangementKind[]; readonly by: string },
): Promise<number> {
  const ended = await db.write
    .updateTable('recall.arrangement')
    .set({ ended_at: db.now, ended_by: by })
    .where('clinic_id', '=', db.clinicId)
    .where('patient_id', '=', patientId)
    .where('type_key', '=', typeKey)
    .where('kind', 'in', [...kinds])
    .where('ended_at', 'is', null)
    .returning('id')
    .execute()
  return ended.length
}
