import { createHash } from 'node:crypto'
import type { Database } from '../platform/db/database.ts'
import { type ClinicId, clinicId } from '../platform/rules/brand.ts'
import { type StaffRole, staffRoles } from './rules/actor.ts'

const setUpDays = 7

/** A one-time link by which a person makes their account in a clinic; only the hash of its token is kept. */
export async function issueSetUpLink(
  db: Database,
  clinic: ClinicId,
  role: StaffRole,
): Promise<{ readonly token: string }> {
  const token = db.ids.secret(24)
  const now = db.clock.now()
  await db.directory
    .insertInto('clinic.one_time_link')
    .values({
      token_hash: hashOf(token),
      purpose: 'set_up',
      clinic_id: clinic,
      role,
      created_at: now,
      expires_at: now.add({ hours: setUpDays * 24 }),
    })
    .execute()
  return { token }
}

/** What a set-up link makes of whoever opens it. */
export interface SetUpPlace {
  readonly clinic: ClinicId
  readonly role: StaffRole
}

/** Spends a set-up link; null when it is unknown, spent or too old. */
export async function spendSetUpLink(db: Database, token: string): Promise<SetUpPlace | null> {
  const now = db.clock.now()
  const spent = await db.directory
    .updateTable('clinic.one_time_link')
    .set({ used_at: now })
    .where('token_hash', '=', hashOf(token))
    .where('purpose', '=', 'set_up')
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['clinic_id', 'role'])
    .executeTakeFirst()
  const role = staffRoles.find((known) => known === spent?.role)
  if (spent === undefined || spent.clinic_id === null || role === undefined) return null
  return { clinic: clinicId(spent.clinic_id), role }
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
