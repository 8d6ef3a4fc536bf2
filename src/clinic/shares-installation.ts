import type { Database } from '../platform/db/database.ts'

/** Whether other clinics live on this installation, so that a command or a secret has to say which it means. */
export async function sharesInstallation(db: Database): Promise<boolean> {
  const here = await db.directory
    .selectFrom('clinic.clinic')
    .select('id')
    .where('ended_at', 'is', null)
    .limit(2)
    .execute()
  return here.length > 1
}
