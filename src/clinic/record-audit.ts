import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Actor } from './rules/actor.ts'

export interface AuditEntry {
  readonly actor: Actor
  /** What was done, as subject.verb: recall_type.enabled. */
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string | null
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Writes one audit row in the caller's transaction (law 17). Details hold ids and settings, no clinical content. */
export async function recordAudit(db: ModuleDb<'clinic'>, entry: AuditEntry): Promise<void> {
  const { actor } = entry
  await db.write
    .insertInto('clinic.audit')
    .values({
      clinic_id: db.clinicId,
      id: db.ids.uuid(db.now),
      at: db.now,
      actor_kind: actor.kind,
      actor_id: 'id' in actor ? actor.id : null,
      actor_name: 'name' in actor ? actor.name : null,
      action: entry.action,
      subject_kind: entry.subjectKind,
      subject_id: entry.subjectId,
      detail: json(entry.detail ?? {}),
    })
    .execute()
}
