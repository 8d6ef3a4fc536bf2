import { createHash } from 'node:crypto'
import type { Database } from '../platform/db/database.ts'
import { type ClinicId, clinicId } from '../platform/rules/brand.ts'

const setUpDays = 7

/** A one-time link by which the owner of a clinic makes the first account; only the hash of its token is kept. */
export async function issueSetUpLink(db: Database, clinic: ClinicId): Promise<{ readonly token: string }> {
  const token = db.ids.secret(24)
  const now = db.clock.now()
  await db.directory
    .insertInto('clinic.one_time_link')
    .values({
      token_hash: hashOf(token),
      purpose: 'set_up',
      clinic_id: clinic,
      created_at: now,
      expires_at: now.add({ hours: setUpDays * 24 }),
    })
    .execute()
  return { token }
}

/** Spends a set-up link; null when it is unknown, spent or too old. */
export async function spendSetUpLink(db: Database, token: string): Promise<ClinicId | null> {
  const now = db.clock.now()
  const spent = await db.directory
    .updateTable('clinic.one_time_link')
    .set({ used_at: now })
    .where('token_hash', '=', hashOf(token))
    .where('purpose', '=', 'set_up')
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('clinic_id')
    .executeTakeFirst()
  return spent === undefined || spent.clinic_id === null ? null : clinicId(spent.clinic_id)
}

/** The account could not be made after all: the link may be used again. */
export async function giveBackSetUpLink(db: Database, token: string): Promise<void> {
  await db.directory
    .updateTable('clinic.one_time_link')
    .set({ used_at: null })
    .where('token_hash', '=', hashOf(token))
    .execute()
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
