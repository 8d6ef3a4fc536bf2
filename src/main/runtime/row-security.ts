import { sql } from 'kysely'
import type { Database } from '../../platform/db/database.ts'
import { clinicId } from '../../platform/rules/brand.ts'

export class RowSecurityError extends Error {}

const nobody = clinicId('00000000-0000-0000-0000-000000000000')

/** Law 12: nothing runs where row-level security is not in force inside a tenant transaction (a superuser sees through it). */
export async function refuseWithoutRowSecurity(db: Database): Promise<void> {
  const [row] = await db.tenant(nobody, async (tx) =>
    tx.sql<{ active: boolean; superuser: boolean }>(sql`
      select row_security_active('patients.patient') as active,
        (select rolsuper from pg_roles where rolname = current_user) as superuser`),
  )
  if (row?.active === true && !row.superuser) return
  throw new RowSecurityError(
    'row-level security is not in force: tenant work must run as kembali_app, which must be neither superuser nor owner of the tables. ' +
      'Ask the administrator of the server to run: alter role kembali_app nosuperuser nobypassrls;',
  )
}
