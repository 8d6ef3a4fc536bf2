import type { ModuleDb } from '../platform/db/module-db.ts'

/** Starts, pauses or ends everything that one origin sends; the gate sees it live, in the outbox too (law 7). */
export async function setStreamState(
  db: ModuleDb<'outreach'>,
  origin: string,
  state: 'running' | 'paused' | 'ended',
): Promise<void> {
  await db.write
    .insertInto('outreach.sending_stream')
    .values({ clinic_id: db.clinicId, origin, state, changed_at: db.now })
    .onConflict((conflict) =>
      conflict.columns(['clinic_id', 'origin']).doUpdateSet({ state, changed_at: db.now }),
    )
    .execute()
}
