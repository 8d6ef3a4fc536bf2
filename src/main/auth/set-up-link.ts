import { createHash } from 'node:crypto'
import type { Database } from '../../platform/db/database.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'

const setUpDays = 7

/** A one-time link by which the owner of a clinic makes the first account. The token stands behind #, so no server logs it. */
export async function issueSetUpLink(db: Database, clinic: ClinicId): Promise<{ path: string }> {
  const token = db.ids.secret(24)
  const now = db.clock.now()
  await db.directory
    .insertInto('clinic.one_time_link')
    .values({
      token_hash: createHash('sha256').update(token).digest('hex'),
      purpose: 'set_up',
      clinic_id: clinic,
      created_at: now,
      expires_at: now.add({ hours: setUpDays * 24 }),
    })
    .execute()
  return { path: `/console/set-up#${token}` }
}
