import type { ModuleDb } from '../platform/db/module-db.ts'
import { derivedUuid } from '../platform/ids/ids.ts'

export interface Address {
  readonly kind: 'phone' | 'email'
  /** E.164, or an e-mail address. */
  readonly value: string
}

/** The contact point of an address, made when nobody's record has it: a stranger may write, and may say STOP. */
export async function ensureContactPoint(db: ModuleDb<'patients'>, address: Address): Promise<string> {
  const value = address.kind === 'email' ? address.value.trim().toLowerCase() : address.value
  const id = derivedUuid(db.clinicId, address.kind, value)
  await db.write
    .insertInto('patients.contact_point')
    .values({ clinic_id: db.clinicId, id, kind: address.kind, value, created_at: db.now })
    .onConflict((conflict) => conflict.columns(['clinic_id', 'kind', 'value']).doNothing())
    .execute()
  const row = await db.read
    .selectFrom('patients.contact_point')
    .select('id')
    .where('clinic_id', '=', db.clinicId)
    .where('kind', '=', address.kind)
    .where('value', '=', value)
    .executeTakeFirstOrThrow()
  return row.id
}
