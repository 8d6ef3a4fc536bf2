import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'

export interface CoverQuestion {
  readonly appointmentId: string
  readonly typeKey: string
  /** Whether the appointment is for this recall type; null takes back what was said. */
  readonly doesCover: boolean | null
  readonly by: Extract<Actor, { readonly name: string }>
  readonly reason: string
}

/** A person says whether an unclear appointment is for a recall type; said again, the later word counts. The audit keeps all. */
export async function decideCover(
  db: ModuleDb<'recall'>,
  { appointmentId, typeKey, doesCover, by, reason }: CoverQuestion,
): Promise<Result<null, { readonly kind: 'not_found' }>> {
  const found = await db.read
    .selectFrom('scheduling.appointment as a')
    .innerJoin('recall.recall_type as t', (join) =>
      join.onRef('t.clinic_id', '=', 'a.clinic_id').on('t.key', '=', typeKey),
    )
    .select('a.patient_id')
    .where('a.clinic_id', '=', db.clinicId)
    .where('a.id', '=', appointmentId)
    .executeTakeFirst()
  if (found === undefined) return fail({ kind: 'not_found' })
  if (doesCover === null)
    await db.write
      .deleteFrom('recall.cover_decision')
      .where('clinic_id', '=', db.clinicId)
      .where('appointment_id', '=', appointmentId)
      .where('type_key', '=', typeKey)
      .execute()
  else {
    const said = { does_cover: doesCover, decided_by: by.name, decided_at: db.now, reason: reason.trim() }
    await db.write
      .insertInto('recall.cover_decision')
      .values({ clinic_id: db.clinicId, appointment_id: appointmentId, type_key: typeKey, ...said })
      .onConflict((conflict) =>
        conflict.columns(['clinic_id', 'appointment_id', 'type_key']).doUpdateSet(said),
      )
      .execute()
  }
  await recordAudit(db.as('clinic'), {
    actor: by,
    action:
      doesCover === null
        ? 'recall_cover.withdrawn'
        : doesCover
          ? 'recall_cover.confirmed'
          : 'recall_cover.denied',
    subjectKind: 'patient',
    subjectId: found.patient_id,
    detail: { appointmentId, typeKey },
  })
  return ok(null)
}
